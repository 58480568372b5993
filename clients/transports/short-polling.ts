import type { TransportOptions } from '../../scenarios/load/transport-options.ts';
import { keepConnected } from './connection.ts';
import { polling } from './polling.ts';
import { SILENCE_MS } from './silence.ts';
import type { Connect } from './subscriber.ts';

export interface ShortPollingOptions extends Omit<TransportOptions['short-polling'], 'phases'> {
  /** When the schedule begins, from the moment at which it is asked; places subscribers in the interval. */
  phaseMs: () => number;
}

/**
 * Polls once at the start, as a page does when it is opened. Then on a fixed schedule: due every `intervalMs`, whatever the
 * answer took; a poll that falls due while one is under way is left out. Or, with `pacing: 'pause'`, `intervalMs` after each
 * answer.
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
        // The first pause only: it puts the subscriber at its place among the others.
        const pauseMs = dueMs > nowMs - intervalMs ? Math.max(1, dueMs + intervalMs - nowMs) : intervalMs;
        dueMs = Number.NEGATIVE_INFINITY;
        return pauseMs;
      }
      // At least one step, for a timer may fire a little early.
      do dueMs += intervalMs;
      while (dueMs <= nowMs);
      return dueMs - nowMs;
    };
    return keepConnected(target, options, wire => polling(wire, { ...how, nextDelayMs }), SILENCE_MS);
  };
}
