import { expect, test } from 'vitest';
import { backoffMs } from '../../../clients/transports/backoff.ts';

test('doubles from 100 ms to a cap of 10 s', () => {
  const longest = Array.from({ length: 10 }, (_, attempt) => backoffMs(attempt, () => 1));
  expect(longest).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000, 10_000]);
  expect(backoffMs(5000, () => 1)).toBe(10_000);
});

test('a random half of it is jitter', () => {
  expect([0, 0.5, 1].map(number => backoffMs(3, () => number))).toEqual([400, 600, 800]);
});
