import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { median, verdict } from '../../../analysis/statistics/paired-ratios.ts';
import { type TwoSampleInterval, twoSampleInterval } from '../../../analysis/statistics/two-samples.ts';
import { seededRandom, shuffled } from '../../../scenarios/load/seeded-random.ts';
import { normal } from '../../made/normal.ts';

const exponentials = (logs: readonly number[]) => logs.map(Math.exp);

function intervalOf(before: readonly number[], after: readonly number[]): TwoSampleInterval {
  const interval = twoSampleInterval(before, after);
  if (!interval) throw new Error('no interval');
  return interval;
}

/** The logs of the ends and the middle of the interval of figures with these logs. */
function logsOf(before: readonly number[], after: readonly number[]) {
  const { low, median: middle, high } = intervalOf(exponentials(before), exponentials(after));
  return [low, middle, high].map(Math.log);
}

const close = (...values: number[]) => values.map(value => expect.closeTo(value, 9));

describe('the interval of few blocks, by Welch’s t', () => {
  test('of 2 and 2: variances 0.02 and 0.08 give an error of √0.05, and t of one degree is 12.706', () => {
    const half = 12.706204736174694 * Math.sqrt(0.05);
    expect(logsOf([0, 0.2], [1, 1.4])).toEqual(close(1.1 - half, 1.1, 1.1 + half));
  });

  test('of 3 and 4: variances 0.01 and 0.2 / 3 give √(0.01 / 3 + 0.05 / 3), and t of two degrees is 4.303', () => {
    const half = 4.302652729749462 * Math.sqrt(0.06 / 3);
    expect(logsOf([-0.1, 0, 0.1], [0.2, 0.4, 0.6, 0.8])).toEqual(close(0.5 - half, 0.5, 0.5 + half));
  });

  test('says how many blocks it is of, and is taken where either side has fewer than 5', () => {
    const [few, many] = [
      [1, 2, 3, 4],
      [1, 2, 3, 4, 5, 6],
    ];
    expect(intervalOf(few, many)).toMatchObject({ method: 'welch-t', blocks: { before: 4, after: 6 } });
    expect(intervalOf(many, few)).toMatchObject({ method: 'welch-t', blocks: { before: 6, after: 4 } });
    expect(intervalOf(many, many).method).toBe('bootstrap');
  });

  test('of figures that are all the same, it has no width', () => {
    expect(logsOf([2, 2, 2].map(Math.log), [3, 3].map(Math.log))).toEqual(
      close(Math.log(1.5), Math.log(1.5), Math.log(1.5)),
    );
  });
});

/**
 * Each median of the resamples of these logs, with its share of all of them, by brute force: an
 * independent reference.
 */
function allMedians(logs: readonly number[]): { value: number; share: number }[] {
  const count = logs.length;
  const shares = new Map<number, number>();
  for (let number = 0; number < count ** count; number++) {
    const at = (place: number) => logs[Math.floor(number / count ** place) % count] as number;
    const value = median(Array.from({ length: count }, (_, place) => at(place))) as number;
    shares.set(value, (shares.get(value) ?? 0) + 1 / count ** count);
  }
  return [...shares].map(([value, share]) => ({ value, share }));
}

/** The greatest difference at or below which lie at most 2.5% of all; else the least of all. */
function outwardEnd(before: readonly number[], after: readonly number[]): number {
  const earlier = allMedians(before);
  const differences = allMedians(after)
    .flatMap(later =>
      earlier.map(({ value, share }) => ({ value: later.value - value, share: later.share * share })),
    )
    .sort((a, b) => a.value - b.value);
  let end = differences[0]?.value as number;
  let below = 0;
  for (const { value, share } of differences) {
    below += share;
    if (below > 0.025) break;
    end = value;
  }
  return end;
}

describe('the interval of 5 blocks or more, by bootstrap', () => {
  const before = [-0.2, -0.05, 0.01, 0.12, 0.5];
  const after = [0.9, 1, 1.3, 1.35, 2];

  test('of 5 and 5 leaves out but the outermost difference', () => {
    // The least of a median lies in 5.8% of resamples, the second in 25.9%: 0.9 − 0.5 in 0.3%, 1 −
    // 0.5 in 1.5%.
    expect(logsOf(before, after)).toEqual(close(1 - 0.5, 1.3 - 0.01, 2 + 0.05));
  });

  test.each([
    [before, after],
    [before, [1, 1.1, 1.2, 1.3, 1.5, 1.8, 2.6]],
  ])('agrees with the enumeration of all resamples', (first, second) => {
    const [low = 0, , high = 0] = logsOf(first, second);
    const mirrored = (logs: readonly number[]) => logs.map(log => -log);
    expect(low).toBeCloseTo(outwardEnd(first, second), 9);
    expect(high).toBeCloseTo(-outwardEnd(mirrored(first), mirrored(second)), 9);
  });

  test('comes out the same each time', () => {
    expect(intervalOf([1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 9])).toEqual(
      intervalOf([1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 9]),
    );
  });
});

/** Figures of a run, as close to each other or as far apart as any. */
const positive = fc.double({ min: 0.01, max: 100, noNaN: true });
const figures = fc.array(positive, { minLength: 2, maxLength: 9 });
/** Near enough for rounding: 1e-9 of the value. */
const near = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

describe('any interval', () => {
  test('needs two blocks of either side', () => {
    expect(twoSampleInterval([], [])).toBeNull();
    expect(twoSampleInterval([1], [1, 2, 3, 4, 5])).toBeNull();
    expect(twoSampleInterval([1, 2, 3, 4, 5], [1])).toBeNull();
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the figure %d', bad => {
    expect(() => twoSampleInterval([1, bad], [1, 2])).toThrow(RangeError);
    expect(() => twoSampleInterval([1, 2], [1, bad])).toThrow(RangeError);
  });

  test('contains the ratio of the medians', () => {
    fc.assert(
      fc.property(figures, figures, (before, after) => {
        const { low, median: middle, high } = intervalOf(before, after);
        return low <= middle && middle <= high;
      }),
      { seed: 1 },
    );
  });

  test('of the runs swapped is the inverse, and so is the verdict', () => {
    const opposite = { less: 'more', more: 'less', equal: 'equal', unresolved: 'unresolved' };
    fc.assert(
      fc.property(figures, figures, (before, after) => {
        const [one, other] = [intervalOf(before, after), intervalOf(after, before)];
        expect(verdict(other)).toBe(opposite[verdict(one)]);
        return (
          near(one.low, 1 / other.high) && near(one.high, 1 / other.low) && near(one.median, 1 / other.median)
        );
      }),
      { seed: 2 },
    );
  });

  test('does not depend on the order of the blocks', () => {
    fc.assert(
      fc.property(figures, figures, fc.integer(), (before, after, seed) => {
        const random = seededRandom(seed);
        const other = intervalOf(shuffled(before, random), shuffled(after, random));
        expect(other).toEqual(intervalOf(before, after));
      }),
      { seed: 3 },
    );
  });

  test('scales with the figures of either run', () => {
    fc.assert(
      fc.property(figures, figures, positive, (before, after, factor) => {
        const plain = intervalOf(before, after);
        const scaled = intervalOf(
          before,
          after.map(value => value * factor),
        );
        return (['low', 'median', 'high'] as const).every(end => near(scaled[end], plain[end] * factor));
      }),
      { seed: 4 },
    );
  });
});

describe('two simulated runs of the same, with lognormal noise', () => {
  const RUNS = 1000;
  const share = (before: number, after: number, noise: number) => {
    const random = seededRandom(before * 1000 + after * 10 + noise);
    const sample = (blocks: number) => Array.from({ length: blocks }, () => Math.exp(noise * normal(random)));
    let differing = 0;
    for (let run = 0; run < RUNS; run++) {
      const spoken = verdict(twoSampleInterval(sample(before), sample(after)));
      if (spoken === 'less' || spoken === 'more') differing++;
    }
    return differing / RUNS;
  };

  test.each([
    [2, 2],
    [2, 10],
    [3, 3],
    [3, 5],
    [3, 10],
    [4, 4],
    [5, 5],
    [5, 10],
    [7, 8],
    [10, 10],
  ])('of %i and %i blocks differ falsely in less than 7.5%%', (before, after) => {
    expect(share(before, after, 0.05)).toBeLessThan(0.075);
    expect(share(before, after, 1)).toBeLessThan(0.075);
  });

  test('a real difference of 50% is found in 5 blocks with a noise of 5%', () => {
    const random = seededRandom(50);
    const sample = (factor: number) =>
      Array.from({ length: 5 }, () => factor * Math.exp(0.05 * normal(random)));
    const found = Array.from({ length: 200 }, () => verdict(twoSampleInterval(sample(1), sample(1.5))));
    expect(found.every(spoken => spoken === 'more')).toBe(true);
  });
});
