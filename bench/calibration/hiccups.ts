import { nowMicros } from '../../scenarios/load/notification.ts';
import { createLatencyRecorder } from '../meters/latency-recorder.ts';
import { childProcess } from '../processes/child-side.ts';
import type { FromHiccups, IdleWatchConfig } from '../processes/messages.ts';
import { runInRealTime } from '../processes/real-time.ts';

// Measures how late this machine wakes an idle process, as jHiccup does. The process waits
// repeatedly, in the same way as the publisher, and reports how late each wait ended. Short and
// long waits alternate, because a processor that has slept longer also wakes later.
const WAITS_MS = [1, 2, 5, 10, 20];
const SETTLE_MS = 200;

const { config, send } = childProcess<IdleWatchConfig, { type: 'stop' }, FromHiccups>(() => {});
const neverSignalled = new Int32Array(new SharedArrayBuffer(4));
const lateness = createLatencyRecorder();
runInRealTime();
// A process that has just started is still busy with its own start.
Atomics.wait(neverSignalled, 0, 0, SETTLE_MS);
const end = nowMicros() + config.seconds * 1e6;
for (let turn = 0; nowMicros() < end; turn++) {
  const waitMs = WAITS_MS[turn % WAITS_MS.length] as number;
  const due = nowMicros() + waitMs * 1000;
  Atomics.wait(neverSignalled, 0, 0, waitMs);
  lateness.add(Math.max(0, nowMicros() - due));
}
send({ type: 'calibrated', lateness: lateness.record() });
