import { setTimeout as sleep } from 'node:timers/promises';
import { type MonotonicMicros, nowMicros } from '../../scenarios/load/notification.ts';

/** A measured window on the monotonic clock: from inclusive, to exclusive. */
export interface Window {
  fromMicros: MonotonicMicros;
  toMicros: MonotonicMicros;
}

/**
 * Resolves at a moment of the monotonic clock, or at once when that is past; a timer's millisecond late at best. Keeps no process
 * alive by itself: a bench that is interrupted in the middle of a window does not wait for its end. Rejects when `signal` aborts.
 */
export function waitUntil(at: MonotonicMicros, signal?: AbortSignal): Promise<void> {
  const options = { ref: false, ...(signal && { signal }) };
  return sleep(Math.max(0, (at - nowMicros()) / 1000), undefined, options);
}
