import { type MonotonicMicros, nowMicros } from '../../scenarios/load/notification.ts';

/** The time of day where the command runs: `21:04:05.123`. `ms` as of `Date.now()`. */
export function timeOfDay(ms: number): string {
  const time = new Date(ms);
  const parts = [time.getHours(), time.getMinutes(), time.getSeconds()];
  const clock = parts.map(part => `${part}`.padStart(2, '0')).join(':');
  return `${clock}.${`${time.getMilliseconds()}`.padStart(3, '0')}`;
}

/** A stamp of this machine in ms as of `Date.now()`: by how long ago it was. */
export const wallMs = (stamp: MonotonicMicros): number => Date.now() - (nowMicros() - stamp) / 1000;
