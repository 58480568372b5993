import { expect, test } from 'vitest';
import { measureBeforeBlock } from '../../../bench/run/before-block.ts';
import { settingsOf } from '../../harness/trial-setup.ts';
import { madeRun } from '../../made/run.ts';
import { madeWorkloads } from '../../made/workloads.ts';

const idle = {
  hiccups: { seconds: 9, p50Ms: 1, p99Ms: 2, maxMs: 3, loopDelayP99Ms: 4 },
  stealPercent: 5,
};

/** What is measured before a block of a run, as `heard` tells its order. */
function made(signal = new AbortController().signal) {
  const heard: string[] = [];
  const run = madeRun([], []);
  const settings = settingsOf({ signal });
  const how = {
    run,
    settings,
    async watchIdle() {
      heard.push('idle');
      return { idle, otherCpuPercent: null };
    },
    async measure(_: unknown, block: number) {
      heard.push('workloads');
      return madeWorkloads(block);
    },
  };
  return { heard, run, settings, how };
}

test('the idle machine comes before the workloads, whose values are added block by block', async () => {
  const { heard, run, settings, how } = made();
  await measureBeforeBlock(0, how);
  await measureBeforeBlock(1, how);
  expect(heard).toEqual(['idle', 'workloads', 'idle', 'workloads']);
  expect(settings.hiccups).toEqual(idle.hiccups);
  expect(run.environment).toMatchObject(idle);
  expect(run.referenceWorkloads).toEqual([madeWorkloads(0), madeWorkloads(1)]);
});

test('a watch that fails leaves the earlier values, and the workloads are measured', async () => {
  const { run, settings, how } = made();
  const before = structuredClone([settings.hiccups, run.environment]);
  await measureBeforeBlock(0, { ...how, watchIdle: () => Promise.reject(new Error('no watch')) });
  expect([settings.hiccups, run.environment]).toEqual(before);
  expect(run.referenceWorkloads).toEqual([madeWorkloads(0)]);
});

test('an interrupt ends it at once', async () => {
  const interrupt = new AbortController();
  const { heard, run, how } = made(interrupt.signal);
  const never = new Promise<never>(() => {});
  const inWorkloads = measureBeforeBlock(0, {
    ...how,
    measure: () => {
      interrupt.abort();
      return never;
    },
  });
  await inWorkloads;
  const next = new AbortController();
  const later = { ...how, settings: settingsOf({ signal: next.signal }) };
  const inWatch = measureBeforeBlock(1, {
    ...later,
    watchIdle: () => {
      queueMicrotask(() => next.abort());
      return never;
    },
  });
  await inWatch;
  expect(heard).toEqual(['idle']);
  expect(run.referenceWorkloads).toBeUndefined();
});
