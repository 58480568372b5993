import { expect, test } from 'vitest';
import { transitOf } from '../../../../bench/calibration/path/calibrate-path.ts';

test('one transit is the mean, but the median over a path that loses', () => {
  // A few losses in a short calibration move the mean by milliseconds.
  const transit = { count: 100, meanMs: 48, p50Ms: 41 };
  expect(transitOf({ rttMs: 80 }, transit)).toBe(48);
  expect(transitOf({ rttMs: 80, lossPercent: 1 }, transit)).toBe(41);
});
