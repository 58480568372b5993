import type { TransportOptions } from '../../scenarios/load/transport-options.ts';
import { keepConnected } from './connection.ts';
import { polling } from './polling.ts';
import { SILENCE_MS } from './silence.ts';
import type { Connect } from './subscriber.ts';

export interface ShortPollingOptions extends Omit<TransportOptions['short-polling'], 'phases'> {
  /** Time from the call until the schedule begins, which spreads subscribers over the interval. */
  phaseMs: () => number;
}

/**
 * Polls once at the start, like a page that is opened. Then on a fixed schedule: a poll is due
 * every `intervalMs`, whatever the answer took, and is skipped if another is in progress. With
 * `pacing: 'pause'`, it polls `intervalMs` after each answer.
 */
export function shortPolling({ intervalMs, phaseMs, pacing, ...how }: ShortPollingOptions): Connect {
  return (target, options) => {
    // When the latest poll was due.
    let dueMs: number | undefined;
    const nextDelayMs = () => {
      const nowMs = performance.now();
      if (dueMs === undefined) {
        dueMs = nowMs + phaseMs() - intervalMs;
        return 0;
      }
      if (pacing === 'pause') {
        // Only the first pause has another length, to give the subscriber its place in the
        // interval.
        const pauseMs = dueMs > nowMs - intervalMs ? Math.max(1, dueMs + intervalMs - nowMs) : intervalMs;
        dueMs = Number.NEGATIVE_INFINITY;
        return pauseMs;
      }
      // At least one step, because a timer may fire a little early.
      do dueMs += intervalMs;
      while (dueMs <= nowMs);
      return dueMs - nowMs;
    };
    return keepConnected(target, options, wire => polling(wire, { ...how, nextDelayMs }), SILENCE_MS);
  };
}
