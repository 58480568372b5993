import { keepConnected } from './connection.ts';
import { polling } from './polling.ts';
import type { Connect } from './subscriber.ts';

export interface ShortPollingOptions {
  intervalMs: number;
  /** When the schedule begins, from now; spreads subscribers over the interval. */
  phaseMs: number;
}

/**
 * Polls once at the start, as a page does when it is opened, and then on a fixed schedule: due every `intervalMs`, whatever
 * the answer took; a poll that falls due while one is under way is left out.
 */
export function shortPolling({ intervalMs, phaseMs }: ShortPollingOptions): Connect {
  return (target, options) => {
    // When the latest poll was due.
    let dueMs: number | undefined;
    const nextDelayMs = () => {
      const nowMs = performance.now();
      if (dueMs === undefined) {
        dueMs = nowMs + phaseMs - intervalMs;
        return 0;
      }
      // At least one step, for a timer may fire a little early.
      do dueMs += intervalMs;
      while (dueMs <= nowMs);
      return dueMs - nowMs;
    };
    return keepConnected(target, options, wire => polling(wire, { headers: '', nextDelayMs }));
  };
}
