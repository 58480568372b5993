import { expect, test } from 'vitest';
import { idleFaults } from '../../../bench/gates/machine-checks.ts';
import { type BusyMachine, disturbanceWatch } from '../../../bench/run/busy-machine.ts';
import { failedTrial, invalidTrial, madeTrial } from '../../made/run.ts';

const place = { scenario: 'ticker', point: 'p0', transport: 'sse', block: 0 } as const;
const late = invalidTrial(place, { lagMs: 5 });
const lossy = invalidTrial(place, { missing: 3 });

/** What a watch says about these trials. */
async function saidOf(
  ...trials: Parameters<ReturnType<typeof disturbanceWatch>>[0][]
): Promise<BusyMachine[]> {
  const said: BusyMachine[] = [];
  const watch = disturbanceWatch(async busy => void said.push(busy));
  for (const trial of trials) await watch(trial);
  return said;
}

test('five disturbed trials in a row are said once, with the reasons of the last', async () => {
  expect(await saidOf(late, late, late, late)).toEqual([]);
  expect(await saidOf(...Array(12).fill(late))).toEqual([{ found: 'trials', reasons: late.reasons }]);
  expect(late.reasons).toEqual([expect.stringMatching(/^publisher late by 5\.00 ms/)]);
});

test('a trial that is valid, or at fault itself, ends the row', async () => {
  for (const other of [madeTrial(place), lossy, failedTrial(place, ['ECONNREFUSED'])]) {
    expect(await saidOf(late, late, late, late, other, late, late, late, late)).toEqual([]);
  }
});

test('the next trial waits for the answer', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const watch = disturbanceWatch(() => promise);
  for (let trial = 0; trial < 4; trial++) await watch(late);
  let isAnswered = false;
  const fifth = watch(late).then(() => expect(isAnswered).toBe(true));
  isAnswered = true;
  resolve();
  await fifth;
});

const hiccups = { seconds: 4, p50Ms: 0.1, p99Ms: 1, maxMs: 5, loopDelayP99Ms: 1, throttledPercent: 0 };
const idle = { hiccups, stealPercent: 0, otherCpuPercent: { server: 1, clients: 2 } };

test('an idle machine is busy where a gate would refuse the trials on it', () => {
  expect(idleFaults(idle)).toEqual([]);
  expect(idleFaults({ ...idle, otherCpuPercent: { server: 60, clients: 2 } })).toEqual([
    'other processes used the server’s cores for 60% of the watch of the idle machine, over 10%',
  ]);
  expect(idleFaults({ ...idle, stealPercent: 30, hiccups: { ...hiccups, throttledPercent: 20 } })).toEqual([
    expect.stringMatching(/^a CPU quota stopped the lab’s processes for 20\.0% of the watch/),
    'the hypervisor took 30% of the watch of the idle machine, over 10%',
  ]);
});

test('a system that does not report it is not called busy', () => {
  expect(idleFaults({ ...idle, stealPercent: null, otherCpuPercent: null })).toEqual([]);
});
