import { describe, expect, test } from 'vitest';
import { twoSessionInterval } from '../../../analysis/comparison/two-sessions.ts';
import { twoSampleInterval } from '../../../analysis/statistics/two-samples.ts';

const STEADY = [10, 10.1, 9.9, 10, 10.05];
const times = (factor: number) => STEADY.map(value => value * factor);

describe('the ratio of two sessions', () => {
  test('holds the known spread between sessions, on both sides', () => {
    const spread = { tau: 0.1, sigma: 0, degreesOfFreedom: 6 };
    const found = twoSessionInterval([10, 10], [20, 20], spread);
    // Student's t of 6 degrees of freedom is 2.447 (97.5%).
    const half = 2.447 * Math.sqrt(2) * 0.1;
    expect(found?.median).toBeCloseTo(2, 9);
    expect(found?.low).toBeCloseTo(2 * Math.exp(-half), 3);
    expect(found?.high).toBeCloseTo(2 * Math.exp(half), 3);
    expect(found).toMatchObject({ method: 'between-sessions', blocks: { before: 2, after: 2 } });
  });

  test('contains the scatter of the blocks, beside the recorded one', () => {
    const widthOf = (blocks: readonly number[], sigma: number) => {
      const found = twoSessionInterval(STEADY, blocks, { tau: 0, sigma, degreesOfFreedom: 6 });
      return Math.log((found?.high as number) / (found?.low as number));
    };
    expect(widthOf([5, 8, 10, 12, 20], 0.01)).toBeGreaterThan(5 * widthOf(times(1), 0.01));
    expect(widthOf(times(1), 0.2)).toBeGreaterThan(5 * widthOf(times(1), 0.01));
  });

  test('is that of the blocks alone where no spread is known', () => {
    expect(twoSessionInterval(STEADY, times(1.5), null)).toEqual(twoSampleInterval(STEADY, times(1.5)));
  });

  test('needs two blocks on both sides', () => {
    const spread = { tau: 0.1, sigma: 0.1, degreesOfFreedom: 6 };
    expect(twoSessionInterval([10], STEADY, spread)).toBeNull();
    expect(twoSessionInterval(STEADY, [], spread)).toBeNull();
  });

  test('refuses values that have no logarithm', () => {
    const spread = { tau: 0.1, sigma: 0.1, degreesOfFreedom: 6 };
    expect(() => twoSessionInterval([10, 0], STEADY, spread)).toThrow(RangeError);
  });
});
