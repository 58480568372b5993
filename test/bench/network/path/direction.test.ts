import fc from 'fast-check';
import { expect, test } from 'vitest';
import { queueLimitBytes } from '../../../../analysis/models/path.ts';
import { direction } from '../../../../bench/network/path/direction.ts';
import { jitterCurve } from '../../../../bench/network/path/jitter.ts';
import { lossPattern } from '../../../../bench/network/path/loss.ts';

const START = 1_000_000;
test('each direction takes half of the round trip', () => {
  const way = direction({ rttMs: 80 }, undefined, 1, START);
  expect(way.admit(START, 100)).toBe(START + 40_000);
  expect(way.admit(START + 7, 1500)).toBe(START + 40_007);
  expect(way.counts()).toEqual({
    packets: 2,
    lostPackets: 0,
    overflowedPackets: 0,
    cutPackets: 0,
    queuedMaxBytes: 0,
  });
});

test('a bandwidth lets packets pass one after the other, and drops what its queue cannot hold', () => {
  // 1,000 kbit/s: 1,000 bytes take 8 ms.
  const way = direction({ rttMs: 0 }, 1000, 1, START);
  expect(way.admit(START, 1000)).toBe(START + 8000);
  expect(way.admit(START, 1000)).toBe(START + 16_000);
  expect(way.admit(START + 100_000, 1000)).toBe(START + 108_000);
  const limit = queueLimitBytes(1000, 0);
  expect(limit).toBe(65_536);
  const taken = Array.from({ length: 80 }, () => way.admit(START + 200_000, 1000));
  expect(taken.filter(due => due !== null)).toHaveLength(Math.floor(limit / 1000));
  expect(way.counts()).toMatchObject({ packets: 83, overflowedPackets: 80 - 65, queuedMaxBytes: 65_000 });
});

test('the queue of a fast long path holds what the path holds', () => {
  expect(queueLimitBytes(10_000, 300)).toBe(375_000);
});

test('a path that is cut loses all, and then goes on', () => {
  const way = direction({ rttMs: 10 }, undefined, 1, START);
  way.cut(true);
  expect(way.admit(START, 100)).toBeNull();
  way.cut(false);
  expect(way.admit(START, 100)).toBe(START + 5000);
  expect(way.counts()).toMatchObject({ packets: 2, cutPackets: 1 });
  expect(way.counts().packets).toBe(0);
});

test('the same seed gives the same losses and the same jitter; another does not', () => {
  const at = Array.from({ length: 2000 }, (_, index) => START + index * 500);
  const path = { rttMs: 80, jitterMs: 20, lossPercent: 5 };
  const run = (seed: number) => {
    const way = direction(path, undefined, seed, START);
    return at.map(one => way.admit(one, 100));
  };
  expect(run(7)).toEqual(run(7));
  expect(run(7)).not.toEqual(run(8));
});

test('no packet overtakes another, however close they are', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1000 }),
      fc.double({ min: 0.5, max: 100, noNaN: true }),
      fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 2, maxLength: 200 }),
      (seed, jitterMs, gaps) => {
        const way = direction({ rttMs: 2 * jitterMs, jitterMs }, undefined, seed, START);
        let at = START;
        for (let last = 0, index = 0; index < gaps.length; index++) {
          at += gaps[index] as number;
          const due = way.admit(at, 100) as number;
          expect(due).toBeGreaterThanOrEqual(Math.max(last, at));
          last = due;
        }
      },
    ),
  );
});

test('jitter has a mean of 0 and a spread of 0.47 of its size', () => {
  const curve = jitterCurve(10_000, 3);
  const values = Array.from({ length: 200_000 }, (_, index) => curve(index * 997));
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length);
  expect(Math.abs(mean)).toBeLessThan(300);
  expect(spread / 10_000).toBeCloseTo(Math.sqrt(2 / 9), 1);
  expect(Math.max(...values)).toBeLessThanOrEqual(10_000);
});

test.each([
  [0.01, undefined],
  [0.03, undefined],
  [0.03, 5],
])('a share of %d is lost, in bursts of %s', (share, burst) => {
  const isLost = lossPattern(share, burst, 11);
  const lost = Array.from({ length: 200_000 }, () => isLost());
  const count = lost.filter(Boolean).length;
  expect(Math.abs(count / lost.length / share - 1)).toBeLessThan(0.1);
  const bursts = lost.filter((one, index) => one && !lost[index - 1]).length;
  expect(Math.abs(count / bursts / (burst ?? 1 / (1 - share)) - 1)).toBeLessThan(0.1);
});
