import { type MonotonicMicros, nowMicros } from '../../scenarios/load/notification.ts';

/** The time of day where the command runs: `21:04:05.123`. `ms` as of `Date.now()`. */
export function timeOfDay(ms: number): string {
  const time = new Date(ms);
  const parts = [time.getHours(), time.getMinutes(), time.getSeconds()];
  const clock = parts.map(part => `${part}`.padStart(2, '0')).join(':');
  return `${clock}.${`${time.getMilliseconds()}`.padStart(3, '0')}`;
}

/** Reads both clocks of this machine. Returns what makes a stamp of it ms as of `Date.now()`. */
export function wallClock(): (stamp: MonotonicMicros) => number {
  const offsetMs = Date.now() - nowMicros() / 1000;
  return stamp => offsetMs + stamp / 1000;
}
