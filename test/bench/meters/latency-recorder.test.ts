import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createLatencyRecorder,
  type LatencyRecord,
  summarise,
} from '../../../bench/meters/latency-recorder.ts';

function recordOf(values: readonly number[]): LatencyRecord {
  const recorder = createLatencyRecorder();
  for (const micros of values) recorder.add(micros);
  return recorder.record();
}
const ascending = (values: readonly number[]) => [...values].sort((a, b) => a - b);
/** The smallest value that at least this share of all values does not exceed. */
const percentile = (values: readonly number[], percent: number) =>
  ascending(values)[Math.max(0, Math.ceil((values.length * percent) / 100 - 1e-9) - 1)] as number;

test('known percentiles of 1 to 1,000 µs', () => {
  const values = Array.from({ length: 1000 }, (_, index) => index + 1);
  expect(summarise([recordOf(values)])).toMatchObject({
    count: 1000,
    mean: 0.5005,
    min: 0.001,
    p50: 0.5,
    p90: 0.9,
    p99: 0.99,
    p999: 0.999,
    max: 1,
  });
});

test('nothing has no summary', () => {
  expect(summarise([])).toBeNull();
  expect(summarise([recordOf([]), recordOf([])])).toBeNull();
});

test('a record of nothing beside others changes nothing', () => {
  expect(summarise([recordOf([3, 5]), recordOf([])])).toMatchObject({ count: 2, min: 0.003, max: 0.005 });
});

test('zero and more than ten minutes are taken', () => {
  expect(summarise([recordOf([0, 3_000_000_000])])).toMatchObject({ count: 2, min: 0, max: 3_000_000 });
});

const micros = fc.oneof(
  fc.integer({ min: 0, max: 2000 }),
  fc.integer({ min: 0, max: 5_000_000 }),
  fc.integer({ min: 0, max: 600_000_000 }),
);
const samples = fc.array(fc.array(micros, { maxLength: 200, size: 'max' }), { minLength: 1, maxLength: 4 });
const property = (check: (parts: number[][]) => void) =>
  fc.assert(fc.property(samples, check), { seed: 6, numRuns: 300 });

test('several records give what the pooled samples give', () => {
  property(parts => {
    const merged = summarise(parts.map(recordOf));
    const pooled = summarise([recordOf(parts.flat())]);
    // Sums of squares differ in their last digit by the order of adding.
    const comparable = (summary: typeof merged) =>
      summary && { ...summary, hdr: '', sd: summary.sd.toFixed(6) };
    expect(comparable(merged)).toEqual(comparable(pooled));
  });
});

test('moments are exact, percentiles within 0.1%, in order, and never beyond the extremes', () => {
  property(parts => {
    const values = parts.flat();
    const summary = summarise(parts.map(recordOf));
    if (!summary) {
      expect(values).toEqual([]);
      return;
    }
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    expect(summary.count).toBe(values.length);
    expect(summary.mean).toBeCloseTo(mean / 1000, 6);
    expect(Math.abs(summary.sd - sd / 1000)).toBeLessThan(1e-6 * (1 + summary.mean + summary.sd) + 1e-2);
    expect(summary.min).toBe(Math.min(...values) / 1000);
    expect(summary.max).toBe(Math.max(...values) / 1000);
    const { min, p50, p90, p99, p999, max } = summary;
    expect([min, p50, p90, p99, p999, max]).toEqual(ascending([min, p50, p90, p99, p999, max]));
    for (const [percent, found] of [
      [50, p50],
      [90, p90],
      [99, p99],
      [99.9, p999],
    ] as const) {
      const exact = percentile(values, percent) / 1000;
      expect(Math.abs(found - exact)).toBeLessThanOrEqual(Math.max(0.001, exact * 0.001));
    }
  });
});
