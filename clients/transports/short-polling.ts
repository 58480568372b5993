import { SILENCE_MS } from '../../scenarios/load/time-outs.ts';
import type { TransportOptions } from '../../scenarios/load/transport-options.ts';
import { keepConnected } from './connection.ts';
import { polling } from './polling.ts';
import type { Connect } from './subscriber.ts';

export interface ShortPollingOptions extends Omit<TransportOptions['short-polling'], 'phases'> {
  /** Time from the call until the schedule begins, which spreads subscribers over the interval. */
  phaseMs: () => number;
}

/**
 * Polls once at the start, like a page that is opened. Then on a fixed schedule: a poll is due
 * every `intervalMs`, whatever the answer took and whatever the connection does, and is skipped if
 * another is in progress. With `pacing: 'pause'`, it polls `intervalMs` after each answer. There is
 * no back-off: after a failed poll, the next one follows at its regular time.
 */
export function shortPolling({ intervalMs, phaseMs, pacing, ...how }: ShortPollingOptions): Connect {
  return (target, options) => {
    // When the latest poll was due.
    let dueMs: number | undefined;
    const begin = () => {
      dueMs ??= performance.now() + phaseMs() - intervalMs;
      return dueMs;
    };
    /** Time to the next poll, which is due in more than `leastMs`. */
    const nextDelayMs = (leastMs = 0) => {
      let nextMs = begin();
      const nowMs = performance.now();
      if (pacing === 'pause') {
        // Only the first pause has another length, to give the subscriber its place in the
        // interval.
        const pauseMs = nextMs > nowMs - intervalMs ? Math.max(1, nextMs + intervalMs - nowMs) : intervalMs;
        dueMs = Number.NEGATIVE_INFINITY;
        return Math.max(leastMs, pauseMs);
      }
      // At least one step, because a timer may fire a little early.
      do nextMs += intervalMs;
      while (nextMs <= nowMs + leastMs);
      dueMs = nextMs;
      return nextMs - nowMs;
    };
    return keepConnected(
      target,
      options,
      polling({ ...how, onPoll: begin, nextDelayMs }),
      SILENCE_MS,
      nextDelayMs,
    );
  };
}
