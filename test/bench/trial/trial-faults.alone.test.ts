import { afterEach, expect, test } from 'vitest';
import { runTrial } from '../../../bench/trial/trial.ts';
import { failed, measured, spoiledPlan as plan, spoilt, stopInWindow } from '../../harness/failing-gates.ts';
import { ours, planOf, settingsOf } from '../../harness/trial-setup.ts';

// Gates that meet their fault while nothing else runs. Beside other tests a latency would be
// higher, a busy worker would not get a core, and a clock would jump before its window.

afterEach(() => expect(ours()).toEqual([]));

test('a publisher for 300 ms is late', async () => {
  const trial = await measured({ windowSeconds: 2 }, stopInWindow('publisher', 300));
  expect(failed(trial, 'publisher-lag').measured).toBeGreaterThan(200);
  // Nothing was lost, and the latency says what the subscribers suffered.
  expect(trial.deliveries.missing).toBe(0);
  expect(trial.latencyMs?.fromSchedule.max).toBeGreaterThan(200);
  expect(trial.latencyMs?.fromPublish.p50).toBeLessThan(100);
});

test('a client worker that is busy with something else is over 80% of a core', async () => {
  const trial = await measured({ ...plan, transport: 'websocket' }, spoilt('burn'));
  expect(failed(trial, 'client-cpu').measured).toBeGreaterThan(80);
});

test('a clock that is ahead makes latencies below zero, and the trial an error', async () => {
  const trial = await runTrial(planOf('sse', { ...plan, windowSeconds: 3 }), settingsOf(spoilt('clock')));
  expect(trial.status).toBe('error');
  expect(trial.reasons).toEqual([expect.stringMatching(/latencies below zero: the clocks/)]);
});
