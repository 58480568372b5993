import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  median,
  medianInterval,
  type RatioInterval,
  supports,
  verdict,
} from '../../../analysis/statistics/paired-ratios.ts';
import { seededRandom, shuffled } from '../../../scenarios/load/seeded-random.ts';
import { normal } from '../../made/normal.ts';

/** Ratios as close to 1, or as far from it, as a run may give. */
const ratios = (least: number, most = 12) =>
  fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: least, maxLength: most });

function intervalOf(values: readonly number[]): RatioInterval {
  const interval = medianInterval(values);
  if (!interval) throw new Error('no interval');
  return interval;
}

/** Near enough for rounding: 1e-9 of the value. */
const near = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

describe('median', () => {
  test('of odd, even and no values', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 2, 9])).toBe(3);
    expect(median([])).toBeNull();
  });

  test('a quantile needs a value beyond it', () => {
    expect([supports(2, 0.5), supports(1, 0.5)]).toEqual([true, false]);
    expect([supports(100, 0.99), supports(99, 0.99)]).toEqual([true, false]);
    expect([supports(10_000, 0.9999), supports(9_999, 0.9999)]).toEqual([true, false]);
  });
});

describe('the interval of a few blocks, by Student’s t', () => {
  test('of 2: logs ±1 have mean 0 and standard error 1, so it is e^±12.706', () => {
    const { low, high, median: middle, ...rest } = intervalOf([Math.E, 1 / Math.E]);
    expect(middle).toBeCloseTo(1, 12);
    expect(Math.log(low)).toBeCloseTo(-12.706204736174694, 9);
    expect(Math.log(high)).toBeCloseTo(12.706204736174694, 9);
    expect(rest).toEqual({ blocks: 2, method: 'student-t' });
  });

  test('of 3: logs 0, 0.1 and 0.2 have mean 0.1 and sd 0.1, so it is e^(0.1 ± 4.303 × 0.1 / √3)', () => {
    const { low, high, median: middle, method } = intervalOf([Math.exp(0.1), Math.exp(0.2), 1]);
    expect(middle).toBeCloseTo(1.105171, 6);
    expect(low).toBeCloseTo(0.862074, 6);
    expect(high).toBeCloseTo(1.416818, 6);
    expect(method).toBe('student-t');
  });

  test('of 4: logs −0.3, −0.1, 0.1 and 0.3 have variance 0.2 / 3, so it is e^±(3.182 × √(0.2 / 12))', () => {
    const { low, high, median: middle } = intervalOf([0.3, -0.1, -0.3, 0.1].map(Math.exp));
    expect(middle).toBeCloseTo(1, 12);
    expect(Math.log(low)).toBeCloseTo(-0.410852, 6);
    expect(Math.log(high)).toBeCloseTo(0.410852, 6);
  });

  test('of ratios that are all the same, it has no width', () => {
    const { low, high, median: middle } = intervalOf([1.3, 1.3, 1.3]);
    expect([low, high]).toEqual([expect.closeTo(1.3, 12), expect.closeTo(1.3, 12)]);
    expect(low <= middle && middle <= high).toBe(true);
  });
});

/**
 * How many of all blocks^blocks resamples have each median, by brute force: an independent
 * reference.
 */
function allMedians(sorted: readonly number[]): { value: number; count: number }[] {
  const blocks = sorted.length;
  const counts = new Map<number, number>();
  for (let number = 0; number < blocks ** blocks; number++) {
    const drawn = Array.from({ length: blocks }, (_, place) => Math.floor(number / blocks ** place) % blocks);
    const value = median(drawn.map(place => sorted[place] as number)) as number;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => a.value - b.value);
}

/** The greatest value at or below which lie at most 2.5% of all; else the least of all. */
function outwardEnd(ordered: { value: number; count: number }[]): number {
  const total = ordered.reduce((sum, { count }) => sum + count, 0);
  let end = ordered[0]?.value as number;
  let below = 0;
  for (const { value, count } of ordered) {
    below += count;
    if (below > 0.025 * total) break;
    end = value;
  }
  return end;
}

describe('the interval of 5 blocks or more, by bootstrap', () => {
  test.each([
    [5, [-0.2, -0.05, 0.01, 0.12, 0.5]],
    [6, [-0.2, -0.05, 0.01, 0.12, 0.5, 0.55]],
    [7, [-0.9, -0.2, -0.05, 0.01, 0.12, 0.5, 0.55]],
  ])('of %i agrees with the enumeration of all resamples', (_, logs) => {
    const medians = allMedians(logs);
    const { low, high, method } = intervalOf(logs.map(Math.exp));
    expect(method).toBe('bootstrap');
    expect(Math.log(low)).toBeCloseTo(outwardEnd(medians), 9);
    expect(Math.log(high)).toBeCloseTo(outwardEnd(medians.toReversed()), 9);
  });

  test('of 5 is their range: 181 of 3,125 resamples, 5.8%, have the least as median', () => {
    const [least] = allMedians([1, 2, 3, 4, 5]);
    expect(least).toEqual({ value: 1, count: 181 });
    expect(intervalOf([1.2, 1.1, 1.5, 1.05, 1.3])).toEqual({
      median: expect.closeTo(1.2, 12),
      low: expect.closeTo(1.05, 12),
      high: expect.closeTo(1.5, 12),
      blocks: 5,
      method: 'bootstrap',
    });
  });

  test('of 10 lies between the exact 89% and 99.8% intervals of the order statistics', () => {
    const logs = [-5, -4, -3, -2, -1, 1, 2, 3, 4, 5];
    const { low, high } = intervalOf(logs.map(Math.exp));
    expect(Math.log(low)).toBeGreaterThan(-5);
    expect(Math.log(low)).toBeLessThanOrEqual(-3);
    expect(Math.log(high)).toBeLessThan(5);
    expect(Math.log(high)).toBeGreaterThanOrEqual(3);
  });

  test('comes out the same each time', () => {
    const values = [1.2, 1.1, 1.5, 1.05, 1.3, 1.31, 1.7, 0.9, 1.15, 1.22];
    expect(intervalOf(values)).toEqual(intervalOf(values));
  });
});

describe('any interval', () => {
  test('needs two blocks', () => {
    expect(medianInterval([])).toBeNull();
    expect(medianInterval([1.2])).toBeNull();
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the ratio %d', bad => {
    expect(() => medianInterval([1, 1.1, bad])).toThrow(RangeError);
  });

  test('contains the median', () => {
    fc.assert(
      fc.property(ratios(2), values => {
        const { low, median: middle, high } = intervalOf(values);
        return low <= middle && middle <= high;
      }),
      { seed: 1 },
    );
  });

  test('does not depend on the order of the blocks', () => {
    fc.assert(
      fc.property(ratios(2), fc.integer(), (values, seed) => {
        const other = intervalOf(shuffled(values, seededRandom(seed)));
        expect(other).toEqual(intervalOf(values));
      }),
      { seed: 2 },
    );
  });

  test('scales with the ratios', () => {
    fc.assert(
      fc.property(ratios(2), fc.double({ min: 0.01, max: 100, noNaN: true }), (values, factor) => {
        const before = intervalOf(values);
        const after = intervalOf(values.map(value => value * factor));
        return (['low', 'median', 'high'] as const).every(end => near(after[end], before[end] * factor));
      }),
      { seed: 3 },
    );
  });

  test('of b / a is the inverse of that of a / b', () => {
    fc.assert(
      fc.property(ratios(2), values => {
        const before = intervalOf(values);
        const after = intervalOf(values.map(value => 1 / value));
        return (
          near(after.low, 1 / before.high) &&
          near(after.high, 1 / before.low) &&
          near(after.median, 1 / before.median)
        );
      }),
      { seed: 4 },
    );
  });

  test('is no narrower for data that scatter more', () => {
    fc.assert(
      fc.property(ratios(2), fc.double({ min: 1, max: 4, noNaN: true }), (values, power) => {
        const width = ({ low, high }: RatioInterval) => Math.log(high / low);
        const wider = intervalOf(values.map(value => value ** power));
        return width(wider) >= width(intervalOf(values)) * (1 - 1e-9) - 1e-9;
      }),
      { seed: 5 },
    );
  });
});

describe('a verdict', () => {
  const between = (low: number, high: number): RatioInterval => ({
    median: Math.sqrt(low * high),
    low,
    high,
    blocks: 5,
    method: 'bootstrap',
  });

  test('is spoken only where the whole interval leaves the band, or stays within it', () => {
    expect(verdict(between(0.8, 0.95))).toBe('less');
    expect(verdict(between(1.06, 1.2))).toBe('more');
    expect(verdict(between(0.96, 1.04))).toBe('equal');
    expect(verdict(between(0.8, 0.96))).toBe('unresolved');
    expect(verdict(between(1.04, 1.2))).toBe('unresolved');
    expect(verdict(between(0.8, 1.2))).toBe('unresolved');
    expect(verdict(null)).toBe('unresolved');
  });

  test('counts the edges of the band as equal', () => {
    expect(verdict(between(1 / 1.05, 1.05))).toBe('equal');
    expect(verdict(between(1.05, 1.2))).toBe('unresolved');
    expect(verdict(between(1.05, 1.2), 0.04)).toBe('more');
  });

  test('of b / a is the opposite of that of a / b', () => {
    const opposite = { less: 'more', more: 'less', equal: 'equal', unresolved: 'unresolved' };
    fc.assert(
      fc.property(ratios(2), values => {
        const inverse = values.map(value => 1 / value);
        return verdict(intervalOf(inverse)) === opposite[verdict(intervalOf(values))];
      }),
      { seed: 6 },
    );
  });
});

describe('simulated A/A runs, both arms with the same lognormal noise', () => {
  const RUNS = 4000;
  const share = (blocks: number, noise: number) => {
    const random = seededRandom(blocks * 1000 + noise * 100);
    let differing = 0;
    for (let run = 0; run < RUNS; run++) {
      const figure = () => Math.exp(noise * normal(random));
      const spoken = verdict(medianInterval(Array.from({ length: blocks }, () => figure() / figure())));
      if (spoken === 'less' || spoken === 'more') differing++;
    }
    return differing / RUNS;
  };

  describe.each([2, 3, 4, 5, 6, 7, 8, 9, 10, 15])('of %i blocks', blocks => {
    test.each([0.01, 0.05, 0.2, 1])('differ falsely in less than 7.5%% at a noise of %d', noise => {
      expect(share(blocks, noise)).toBeLessThan(0.075);
    });
  });

  test('a real difference of 50% is found in 5 blocks with a noise of 5%', () => {
    const random = seededRandom(50);
    const figure = () => Math.exp(0.05 * normal(random));
    const found = Array.from({ length: 500 }, () =>
      verdict(medianInterval(Array.from({ length: 5 }, () => (1.5 * figure()) / figure()))),
    );
    expect(found.every(spoken => spoken === 'more')).toBe(true);
  });
});
