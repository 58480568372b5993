import { nowMicros } from '../scenarios/notification.ts';
import { childProcess } from './child.ts';
import { createLatencyRecorder, type LatencyRecord } from './latency.ts';

// How late this machine wakes an idle process, as jHiccup asks: a process of its own that waits 2 ms again and again, in
// the publisher's way, and sends how late each wait ended.
const WAIT_MS = 2;

export interface HiccupConfig {
  seconds: number;
}
export type FromHiccups =
  | { type: 'calibrated'; lateness: LatencyRecord }
  | { type: 'failed'; reason: string };

const { config, send } = childProcess<HiccupConfig, { type: 'stop' }, FromHiccups>(() => {});
const never = new Int32Array(new SharedArrayBuffer(4));
const lateness = createLatencyRecorder();
const end = nowMicros() + config.seconds * 1e6;
for (let now = nowMicros(); now < end; ) {
  const due = now + WAIT_MS * 1000;
  Atomics.wait(never, 0, 0, WAIT_MS);
  now = nowMicros();
  lateness.add(Math.max(0, now - due));
}
send({ type: 'calibrated', lateness: lateness.record() });
