import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as models from '../../../analysis/models/all.ts';
import { spreadMs, summarise } from '../../made/trial.ts';

const even = (values: readonly number[]) => values.map(valueMs => ({ valueMs, weight: 1 }));
const bucketsOf = (latenciesMs: number[]) => models.bucketsOf([summarise(latenciesMs).hdr]);

describe('quantiles', () => {
  test('of few values, in the middle of equal shares', () => {
    expect(models.quantilesOf(even([3, 1, 2]), 3)).toEqual([1, 2, 3]);
    expect(
      models.quantilesOf(
        [
          { valueMs: 5, weight: 9 },
          { valueMs: 70, weight: 1 },
        ],
        10,
      ),
    ).toEqual([...Array(9).fill(5), 70]);
    expect(models.quantilesOf([], 4)).toEqual([]);
    expect(
      models.weightedMeanMs([
        { valueMs: 5, weight: 3 },
        { valueMs: 9, weight: 1 },
      ]),
    ).toBe(6);
    expect(models.weightedMeanMs([])).toBeNull();
  });

  test('there are as many as asked for, they rise, and their mean is near', () => {
    const values = fc.array(
      fc.record({
        valueMs: fc.double({ min: 0, max: 1000, noNaN: true }),
        weight: fc.integer({ min: 1, max: 9 }),
      }),
      { minLength: 1, maxLength: 80 },
    );
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 400 }), (values, count) => {
        const quantiles = models.quantilesOf(values, count);
        expect(quantiles).toHaveLength(count);
        expect(quantiles).toEqual([...quantiles].sort((a, b) => a - b));
        const mean = models.weightedMeanMs(even(quantiles)) as number;
        expect(Math.abs(mean - (models.weightedMeanMs(values) as number))).toBeLessThanOrEqual(1000 / count);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('of measured values are those of their buckets', () => {
    const measured = models.measuredQuantilesMs(bucketsOf(spreadMs(100, 200, 10_000)), 4);
    expect(measured.map(Math.round)).toEqual([113, 138, 163, 188]);
    expect(models.measuredQuantilesMs([], 4)).toEqual([]);
  });
});

describe('the distance of a measured distribution', () => {
  const model = models.quantilesOf(even(spreadMs(40, 140)), 100);

  test('is small for the model itself, and the shift for a shifted one', () => {
    expect(models.quantileDistanceMs(bucketsOf(spreadMs(40, 140)), model)).toBeLessThan(0.2);
    expect(models.quantileDistanceMs(bucketsOf(spreadMs(47, 147)), model)).toBeCloseTo(7, 0);
    expect(models.quantileDistanceMs([], model)).toBe(0);
  });

  test('stays small beside a single value, where that of Kolmogorov and Smirnov is 1', () => {
    const [single, late] = [Array(100).fill(40), spreadMs(40.2, 40.8)];
    expect(models.quantileDistanceMs(bucketsOf(late), single)).toBeCloseTo(0.5, 1);
    expect(models.ksDistance(bucketsOf(late), latencyMs => (latencyMs >= 40 ? 1 : 0))).toBe(1);
  });

  test('is at least the difference of the means', () => {
    const latencies = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(latencies, latenciesMs => {
        const buckets = bucketsOf(latenciesMs);
        const meanMs = models.weightedMeanMs(even(models.measuredQuantilesMs(buckets, 100))) as number;
        const difference = Math.abs(meanMs - (models.weightedMeanMs(even(model)) as number));
        expect(models.quantileDistanceMs(buckets, model)).toBeGreaterThanOrEqual(difference - 1e-9);
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});
