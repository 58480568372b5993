import { expect, test } from 'vitest';
import { watchLoopDelay } from '../../../bench/meters/loop-delay.ts';
import { coreLoad, parseCoreTimes } from '../../../bench/meters/machine-meter.ts';

const STAT = `cpu  100 20 300 4000 50 6 70 8 0 0
cpu0 50 10 150 2000 25 3 35 4 0 0
cpu1 50 10 150 2000 25 3 35 8 0 0
intr 12345 0 0
`;

test('core times are those of processes and of the hypervisor, in ticks of 10 ms, without interrupts', () => {
  expect(parseCoreTimes(STAT)).toEqual(
    new Map([
      [0, { busyMs: (50 + 10 + 150) * 10, stealMs: 40 }],
      [1, { busyMs: (50 + 10 + 150) * 10, stealMs: 80 }],
    ]),
  );
});

/** /proc/stat with these ticks of user time and of stolen time, core by core. */
const timesOf = (cores: Record<number, [userTicks: number, stealTicks: number]>) =>
  parseCoreTimes(
    Object.entries(cores)
      .map(([core, [user, steal]]) => `cpu${core} ${user} 0 0 0 0 0 0 ${steal} 0 0`)
      .join('\n'),
  );

test('a side has the work and the capacity of its cores, and the most that was stolen of one', () => {
  const before = timesOf({ 0: [100, 0], 1: [100, 0], 2: [100, 0] });
  const after = timesOf({ 0: [150, 5], 1: [110, 0], 2: [120, 20] });
  expect(coreLoad(before, after, { server: [0], clients: [1, 2] }, 1000)).toEqual({
    stealPercent: 20,
    busyMs: { server: 500, clients: 300 },
    capacityMs: { server: 1000, clients: 2000 },
  });
});

test('a core that is offline, or was for a while, is no capacity', () => {
  const before = timesOf({ 0: [100, 0], 1: [100, 0], 2: [100, 0] });
  const after = timesOf({ 0: [150, 0], 1: [190, 0], 3: [900, 0] });
  expect(coreLoad(before, after, { server: [0, 6], clients: [1, 2, 3, 7] }, 1000)).toMatchObject({
    busyMs: { server: 500, clients: 900 },
    capacityMs: { server: 1000, clients: 1000 },
  });
});

test('cores that the system numbers in another way are not known', () => {
  const times = timesOf({ 0: [100, 0], 1: [100, 0] });
  expect(coreLoad(times, times, { server: [5], clients: [7] }, 1000)).toBeNull();
});

test('a side whose cores all went offline cannot be measured', () => {
  const times = timesOf({ 0: [100, 0] });
  expect(() => coreLoad(times, times, { server: [0], clients: [1] }, 1000)).toThrow(
    'no core of the clients was online for the whole window',
  );
});

const block = (forMs: number) => {
  for (const end = performance.now() + forMs; performance.now() < end; );
};
const until = (delayMs: number) => new Promise(resolve => setTimeout(resolve, delayMs));

test('a stall counts for as long as it lasts, not as one sample among many', async () => {
  const watch = watchLoopDelay(5);
  await until(100);
  block(300);
  await until(100);
  // Of half a second three fifths were blocked: at p99 nearly all of it was still to come.
  expect(watch.stop()).toBeGreaterThan(250);
});

test('nothing was asked, nothing was late', () => {
  expect(watchLoopDelay(1000).stop()).toBe(0);
});
