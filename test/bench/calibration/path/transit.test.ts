import { expect, test } from 'vitest';
import { transitOf, transitPace, wantedTransit } from '../../../../bench/calibration/path/transit.ts';

test('one transit is the mean, but the median over a path that loses', () => {
  // A few losses in a short calibration move the mean by milliseconds.
  const transit = { count: 100, meanMs: 48, p50Ms: 41 };
  expect(transitOf({ rttMs: 80 }, transit)).toBe(48);
  expect(transitOf({ rttMs: 80, lossPercent: 1 }, transit)).toBe(41);
});

test('transits take at most a tenth of the narrowest link, and a slow path gets a longer window', () => {
  expect(transitPace({ rttMs: 80 }, 2)).toEqual({ ratePerSecond: 50, windowSeconds: 2 });
  expect(transitPace({ rttMs: 80, downKbitPerSecond: 9000 }, 2).ratePerSecond).toBe(50);
  // A segment is near 300 bytes: 2,400 bits, of 6,400 a second.
  for (const path of [
    { rttMs: 80, downKbitPerSecond: 64 },
    { rttMs: 80, downKbitPerSecond: 1000, upKbitPerSecond: 64 },
  ]) {
    const { ratePerSecond, windowSeconds } = transitPace(path, 2);
    expect(ratePerSecond).toBeLessThan(6400 / (8 * 280));
    expect(ratePerSecond).toBeGreaterThan(6400 / (8 * 310));
    expect(windowSeconds * ratePerSecond).toBeCloseTo(20, 6);
  }
  expect(transitPace({ rttMs: 80, downKbitPerSecond: 8 }, 2).windowSeconds).toBe(10);
});

test('a transit takes half of the round trip, the bits of its segment, and what it takes without a path', () => {
  const idle = { idleMs: 0.25, baselineMs: 0.125, hiccupP99Ms: 0.125, windowSeconds: 2 };
  expect(wantedTransit({ rttMs: 80 }, idle)).toEqual({ wantedMs: 40.25, boundMs: 0.5 });
  const { wantedMs } = wantedTransit({ rttMs: 80, downKbitPerSecond: 64 }, idle);
  expect(wantedMs).toBeGreaterThan(40.25 + (8 * 280) / 64);
  expect(wantedMs).toBeLessThan(40.25 + (8 * 310) / 64);
  // In 2 s the jitter draws 50 values: their mean has a standard error of 10 / √150.
  expect(wantedTransit({ rttMs: 80, jitterMs: 10 }, idle).boundMs).toBeCloseTo(
    0.5 + (3.3 * 10) / Math.sqrt(150),
    6,
  );
});
