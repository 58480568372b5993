import { setTimeout as sleep } from 'node:timers/promises';
import { type MonotonicMicros, nowMicros } from '../scenarios/notification.ts';

/** A measured window on the monotonic clock: from inclusive, to exclusive. */
export interface Window {
  fromMicros: MonotonicMicros;
  toMicros: MonotonicMicros;
}

/** Resolves at a moment of the monotonic clock, or at once when that is past; a timer's millisecond late at best. */
export function waitUntil(at: MonotonicMicros): Promise<void> {
  return sleep(Math.max(0, (at - nowMicros()) / 1000));
}
