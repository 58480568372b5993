import { describe, expect, test } from 'vitest';
import * as models from '../../../analysis/models/all.ts';
import { seededRandom } from '../../../scenarios/load/seeded-random.ts';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Whether two values differ by no more than this share of the second. */
function expectWithin(value: number, expected: number, share: number): void {
  expect(Math.abs(value - expected), `${value} for ${expected}`).toBeLessThanOrEqual(
    share * Math.abs(expected),
  );
}

/** A delay that deviates along straight lines between even values, as that of a path. */
function curveOf(jitterMs: number, spacingMs: number, seed: number): (atMs: number) => number {
  const random = seededRandom(seed);
  const knots = Array.from({ length: 200_000 }, () => (2 * random() - 1) * jitterMs);
  return atMs => {
    const place = atMs / spacingMs;
    const [from, to] = [knots[Math.floor(place)] as number, knots[Math.floor(place) + 1] as number];
    return from + (place % 1) * (to - from);
  };
}

describe('bits on a path', () => {
  test('a segment holds 1,448 bytes, and each has 66 bytes of headers', () => {
    expect([1, 1448, 1449, 60_000].map(models.segmentsOf)).toEqual([1, 1, 2, 42]);
    expect(models.wireBytesOf(100)).toBe(166);
    expect(models.wireBytesOf(1500)).toBe(1500 + 2 * 66);
  });

  test('a kbit/s is a bit/ms', () => {
    // 184 + 66 bytes are 2,000 bits.
    expect(models.serializationMs(184, 1000)).toBe(2);
    expect(models.serializationMs(184, 256)).toBeCloseTo(7.8125, 9);
    expect(models.serializationMs(184, undefined)).toBe(0);
  });

  test('a queue holds 64 KiB, or what the path holds', () => {
    expect(models.queueLimitBytes(256, 80)).toBe(65_536);
    expect(models.queueLimitBytes(10_000, 80)).toBe(100_000);
  });
});

describe('the period of short polling', () => {
  /** The mean time between polls of a client that skips those due while one is under way. */
  function simulatedPeriodMs(intervalMs: number, roundTripMs: number): number {
    const sentMs: number[] = [];
    for (let dueMs = 0; sentMs.length < 50; ) {
      sentMs.push(dueMs);
      const answeredMs = dueMs + roundTripMs;
      do dueMs += intervalMs;
      while (dueMs <= answeredMs);
    }
    return (sentMs.at(-1) as number) / (sentMs.length - 1);
  }

  test.each([
    [100, 1, 100],
    [100, 99.9, 100],
    [100, 100, 200],
    [100, 201, 300],
    [100, 301, 400],
    [1000, 301, 1000],
    [10, 81, 90],
  ])('every %d ms with a round trip of %d ms is %d ms', (intervalMs, roundTripMs, periodMs) => {
    expect(models.shortPollPeriodMs({ intervalMs, roundTripMs })).toBe(periodMs);
    expect(simulatedPeriodMs(intervalMs, roundTripMs)).toBe(periodMs);
  });
});

describe('jitter', () => {
  test('has a mean of 0, and its variance is 2/9 of its square', () => {
    const deviations = models.jitterDeviationsMs(10, 41);
    expect(mean(deviations)).toBeCloseTo(0, 9);
    const curve = curveOf(10, 40, 3);
    const moments = Array.from({ length: 200_000 }, (_, index) => curve(index * 7.3));
    expectWithin(mean(moments.map(one => one ** 2)), models.jitterVariance(10), 0.02);
    expectWithin(mean(deviations.map(one => one ** 2)), models.jitterVariance(10), 0.02);
    expect(Math.min(...deviations)).toBeGreaterThan(-10);
    expect(models.jitterDeviationsMs(0, 9)).toEqual([0]);
  });

  test('has the distribution of a path’s delay', () => {
    const curve = curveOf(10, 40, 5);
    const moments = Array.from({ length: 100_000 }, (_, index) => curve(index * 11.7)).sort((a, b) => a - b);
    const deviations = models.jitterDeviationsMs(10, 20);
    for (const [index, deviation] of deviations.entries()) {
      const simulated = moments[Math.floor(((index + 0.5) / 20) * moments.length)] as number;
      expect(Math.abs(deviation - simulated)).toBeLessThan(0.3);
    }
  });

  test('of the way to the server hardly lengthens the wait for a poll', () => {
    const [periodMs, jitterMs] = [100, 20];
    const curve = curveOf(jitterMs, 4 * jitterMs, 9);
    const pollsMs = Array.from({ length: 50_000 }, (_, index) => index * periodMs + curve(index * periodMs));
    const random = seededRandom(2);
    const waits: number[] = [];
    for (let count = 0; count < 50_000; count++) {
      const at = 1000 + random() * 4_900_000;
      let next = Math.max(0, Math.floor((at - jitterMs) / periodMs));
      while ((pollsMs[next] as number) < at) next++;
      waits.push((pollsMs[next] as number) - at);
    }
    const expected = models.jitteredPollWaitMs({ periodMs, jitterMs });
    expect(expected).toBeCloseTo(50 + (2 / 9) * 4, 9);
    expectWithin(mean(waits), expected, 0.01);
  });
});

describe('a message back to its sender', () => {
  test('takes two transits, and half a period with short polling', () => {
    const parts = { transitMs: 40, processingMs: 0.2, handlingMs: 0.1 };
    expect(models.echoMs({ ...parts, waitMs: 0 })).toBeCloseTo(80.3, 9);
    expect(models.echoMs({ ...parts, waitMs: 100 })).toBeCloseTo(180.3, 9);
  });
});
