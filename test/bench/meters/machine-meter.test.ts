import { expect, test } from 'vitest';
import { watchLoopDelay } from '../../../bench/meters/loop-delay.ts';
import { parseCoreTimes } from '../../../bench/meters/machine-meter.ts';

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
