import { setTimeout as sleep } from 'node:timers/promises';
import { type MonotonicMicros, nowMicros } from '../../scenarios/load/notification.ts';

/** A measured window on the monotonic clock: from inclusive, to exclusive. */
export interface Window {
  fromMicros: MonotonicMicros;
  toMicros: MonotonicMicros;
}

/**
 * Resolves at a moment of the monotonic clock, or at once if it has passed; at best up to a timer's
 * millisecond late. It does not keep the process alive, so an interrupted bench does not wait for
 * the end of a window. Rejects when `signal` aborts.
 */
export function waitUntil(at: MonotonicMicros, signal?: AbortSignal): Promise<void> {
  const options = { ref: false, ...(signal && { signal }) };
  return sleep(Math.max(0, (at - nowMicros()) / 1000), undefined, options);
}
