import { expect, test } from 'vitest';
import { frameMs, wantedDelayMs, wantedSpreadMs } from '../../../../bench/calibration/path/wanted.ts';
import { jitterCurve } from '../../../../bench/network/path/jitter.ts';

test('a direction takes half of the round trip, and the bits of a frame where it is limited', () => {
  const path = { rttMs: 80, upKbitPerSecond: 64 };
  expect(wantedDelayMs(path, 'down', 102)).toBe(40);
  // 816 bits at 64 bits a millisecond.
  expect(wantedDelayMs(path, 'up', 102)).toBeCloseTo(40 + 12.75, 9);
  expect(frameMs(1000, 8000)).toBe(1);
});

test('the spread is that of a curve between values drawn evenly, over a long time', () => {
  const curve = jitterCurve(10_000, 5);
  const values = Array.from({ length: 400_000 }, (_, index) => curve(index * 1000) / 1000);
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const variance = values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length;
  expect(wantedSpreadMs({ rttMs: 40, jitterMs: 10 })).toBeCloseTo(4.714, 3);
  // 10,000 values of the curve: 3.3 standard errors are 1.7%.
  expect(Math.abs(Math.sqrt(variance) / wantedSpreadMs({ rttMs: 40, jitterMs: 10 }) - 1)).toBeLessThan(0.017);
});

test('without jitter there is no spread', () => {
  expect(wantedSpreadMs({ rttMs: 80 })).toBe(0);
});
