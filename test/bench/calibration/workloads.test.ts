import { expect, test } from 'vitest';
import { arithmetic } from '../../../bench/calibration/workloads/arithmetic.ts';
import { httpRequests } from '../../../bench/calibration/workloads/http-requests.ts';
import { medianNs } from '../../../bench/calibration/workloads/median-time.ts';
import { linesIn, randomCycle, walk } from '../../../bench/calibration/workloads/pointer-walk.ts';
import { wakeUp } from '../../../bench/calibration/workloads/wake-up.ts';

const neverSignalled = new Int32Array(new SharedArrayBuffer(4));
const wait = (ms: number) => void Atomics.wait(neverSignalled, 0, 0, ms);

test('the arithmetic draws the numbers that Marsaglia’s generator gives', () => {
  // With unlimited numbers, as the paper has them for 32 bits without a sign.
  let word = 2_463_534_242n;
  const words = Array.from({ length: 5 }, () => {
    word ^= (word << 13n) & 0xffff_ffffn;
    word ^= word >> 17n;
    word ^= (word << 5n) & 0xffff_ffffn;
    return Number(BigInt.asIntN(32, word));
  });
  expect(words[0]).toBe(723_471_715); // The first that the paper's program prints.
  expect(arithmetic(5)).toBe(words.reduce((sum, one) => sum * 0.5 + one, 0));
});

test('a walk comes back to its start after each cache line, and not before', () => {
  const bytes = 64 * 1024;
  const cycle = randomCycle(bytes);
  expect(cycle.byteLength).toBe(bytes);
  const visited = new Set<number>();
  let index = 0;
  for (let step = 0; step < linesIn(bytes); step++) {
    visited.add(index);
    index = walk(cycle, index, 1);
  }
  expect(index).toBe(0);
  expect(visited.size).toBe(1024);
  expect([...visited].every(one => one % 16 === 0)).toBe(true);
  // In an order that no prefetcher foresees, and the same one again.
  const steps = [...visited].map((one, place, all) => one - (all[place - 1] ?? 0));
  expect(new Set(steps).size).toBeGreaterThan(500);
  expect(randomCycle(bytes)).toEqual(cycle);
  expect(walk(cycle, 0, 700)).toBe([...visited][700]);
  expect(walk(cycle, walk(cycle, 0, 300), 400)).toBe([...visited][700]);
});

test('Node’s HTTP server answers every poll on the connection in memory', async () => {
  const requests = httpRequests();
  for (const count of [1, 300]) {
    expect(String(await requests.send(count))).toMatch(
      /^HTTP\/1\.1 204 No Content\r\ncache-control: no-store\r\nDate: .*\r\nConnection: keep-alive\r\n/,
    );
  }
  expect(requests.served()).toBe(301);
  requests.close();
});

test('a time is of one operation, whether the work is done at once or later', async () => {
  // A wait may end late, but never early.
  expect(await medianNs(1000, () => wait(1))).toBeGreaterThanOrEqual(1000);
  const later = () => new Promise<void>(resolve => setImmediate(() => resolve(wait(1))));
  expect(await medianNs(1000, later)).toBeGreaterThanOrEqual(1000);
});

test('the wake-up divides the times of the same work after waits and without', () => {
  let calls = 0;
  const parts = {
    arithmetic: () => {
      calls++;
      wait(0.2);
    },
    walk: () => wait(0.1),
  };
  const values = wakeUp(parts);
  for (const value of Object.values(values)) expect(value).toBeGreaterThan(0);
  expect(values.wakeUpRatio).toBe(values.coldWorkNs / values.warmWorkNs);
  expect(values.warmWorkNs).toBeGreaterThanOrEqual(300_000);
  expect(values.coldWorkNs).toBeGreaterThanOrEqual(300_000);
  // As often after a wait as without, and before them so often that the code is compiled.
  expect(calls).toBe(100 + 2 * 120);
});
