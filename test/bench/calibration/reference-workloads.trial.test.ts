import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { measureReferenceWorkloads } from '../../../bench/calibration/reference-workloads.ts';
import { ENTRIES } from '../../../bench/processes/entries.ts';
import { measureBeforeBlock } from '../../../bench/run/before-block.ts';
import { childrenOf, commandOf } from '../../harness/bench-command.ts';
import { settingsOf } from '../../harness/trial-setup.ts';
import { madeRun } from '../../made/run.ts';

/** Settings whose server processes are started with this in front of the command. */
function settingsWith(serverPrefix: string[]) {
  const settings = settingsOf();
  return { ...settings, network: { ...settings.network, serverPrefix } };
}

const watchIdle = async () => ({
  idle: {
    hiccups: { seconds: 9, p50Ms: 1, p99Ms: 2, maxMs: 3, loopDelayP99Ms: 4 },
    stealPercent: 5,
  },
  otherCpuPercent: null,
});

const running = () =>
  childrenOf(process.pid).filter(pid => {
    try {
      return commandOf(pid).includes(ENTRIES.workloads);
    } catch {
      return false; // It has just ended.
    }
  });

test('every value is possible, memory is further away than the cache, and the process ends', async () => {
  const measuring = measureReferenceWorkloads(settingsOf(), 3);
  expect(running()).toHaveLength(1);
  const { block, startedAt, ...values } = await measuring;
  expect(running()).toEqual([]);
  expect(block).toBe(3);
  expect(Date.parse(startedAt)).not.toBeNaN();
  for (const [name, value] of Object.entries(values)) {
    expect(value, name).toBeGreaterThan(0);
    expect(value, name).toBeLessThan(1e9);
  }
  // 64 MiB do not fit where 256 KiB do: this is what the two walks are for.
  expect(values.memoryWalkNs).toBeGreaterThan(values.cacheWalkNs);
  expect(values.wakeUpRatio).toBe(values.coldWorkNs / values.warmWorkNs);
});

test('they run with what stands before the commands of the server', async () => {
  // A shell that writes its own number, and then becomes the process.
  const path = join(mkdtempSync(join(tmpdir(), 'pushlab-')), 'pid');
  onTestFinished(() => rmSync(dirname(path), { recursive: true }));
  const measuring = measureReferenceWorkloads(
    settingsWith(['sh', '-c', `echo $$ > ${path}; exec "$@"`, 'sh']),
    0,
  );
  const pids = running();
  await measuring;
  expect(pids).toEqual([Number(readFileSync(path, 'utf8'))]);
});

test('an interrupt ends them, and their process', async () => {
  const interrupt = new AbortController();
  const measuring = measureReferenceWorkloads(settingsOf({ signal: interrupt.signal }), 0);
  expect(running()).toHaveLength(1);
  interrupt.abort();
  await expect(measuring).rejects.toThrow('interrupted');
  expect(running()).toEqual([]);
});

test('workloads that fail are not recorded, and the idle machine is', async () => {
  const settings = settingsWith(['sh', '-c', 'exit 3']);
  await expect(measureReferenceWorkloads(settings, 0)).rejects.toThrow(
    /^reference workloads: ended by exit code 3/,
  );
  const run = madeRun([], []);
  await measureBeforeBlock(0, { run, settings, watchIdle });
  expect(run.referenceWorkloads).toBeUndefined();
  expect(run.environment).toMatchObject({ hiccups: { seconds: 9 }, stealPercent: 5 });
  expect(running()).toEqual([]);
});
