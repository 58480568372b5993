import { expect, test } from 'vitest';
import { idleWatch } from '../../../bench/calibration/idle-watch.ts';
import { createLatencyRecorder } from '../../../bench/meters/latency-recorder.ts';
import { settingsOf } from '../../harness/trial-setup.ts';

/**
 * What one watch saw: waits, all as late, an event loop, and the time that the hypervisor took, of
 * which a quota took as much.
 */
function seen(lateMicros: number, loopDelayP99Ms: number, stealPercent: number | null) {
  const recorder = createLatencyRecorder();
  for (let wait = 0; wait < 100; wait++) recorder.add(lateMicros);
  const otherCpuPercent = { server: lateMicros / 100, clients: 0 };
  return {
    lateness: recorder.record(),
    loopDelayP99Ms,
    stealPercent,
    throttledPercent: stealPercent,
    otherCpuPercent,
  };
}

test('what the idle machine was like rests on all times until then', async () => {
  const watches = [seen(100, 1, 0), seen(900, 60, 8), seen(100, 2, null)];
  const watch = idleWatch(settingsOf(), 4, async () => watches.shift() ?? seen(0, 0, 0));
  expect((await watch()).idle).toMatchObject({
    hiccups: { seconds: 4, loopDelayP99Ms: 1, throttledPercent: 0 },
    stealPercent: 0,
  });
  const { idle: second, otherCpuPercent } = await watch();
  // Not the last alone, in which all waits were 0.9 ms late: half of them all were 0.1 ms.
  expect(second.hiccups.p50Ms).toBeLessThan(0.2);
  expect(second.hiccups.p99Ms).toBeCloseTo(0.9, 2);
  expect(second).toMatchObject({ hiccups: { seconds: 8, throttledPercent: 4 }, stealPercent: 4 });
  // Whether the machine is busy now, the last watch says.
  expect(otherCpuPercent).toEqual({ server: 9, clients: 0 });
  // One stall does not loosen the bound for good.
  expect((await watch()).idle).toMatchObject({
    hiccups: { seconds: 12, loopDelayP99Ms: 2 },
    stealPercent: 4,
  });
});
