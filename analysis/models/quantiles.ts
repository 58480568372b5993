import type { Bucket } from './distribution.ts';

// A distribution as values that are equally likely, for models without a formula of their shape.

/** A value, and how often it comes compared with others. */
export interface Weighted {
  valueMs: number;
  weight: number;
}

/** The mean in ms; null without values. */
export function weightedMeanMs(values: readonly Weighted[]): number | null {
  let [sum, weights] = [0, 0];
  for (const { valueMs, weight } of values) {
    sum += weight * valueMs;
    weights += weight;
  }
  return weights === 0 ? null : sum / weights;
}

/** `count` quantiles in ms, in the middle of `count` equal shares: at (i + ½)/count. */
export function quantilesOf(values: readonly Weighted[], count: number): number[] {
  const sorted = [...values].sort((a, b) => a.valueMs - b.valueMs);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  const quantiles: number[] = [];
  let within = 0;
  for (const { valueMs, weight } of sorted) {
    within += weight;
    while (quantiles.length < count && within >= ((quantiles.length + 0.5) / count) * total * (1 - 1e-12)) {
      quantiles.push(valueMs);
    }
  }
  return quantiles;
}

/** The same of measured values; within a bucket, values are spread evenly. */
export function measuredQuantilesMs(buckets: readonly Bucket[], count: number): number[] {
  const total = buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  const quantiles: number[] = [];
  let below = 0;
  for (const { fromMicros, toMicros, count: inside } of buckets) {
    for (;;) {
      const place = ((quantiles.length + 0.5) / count) * total;
      if (quantiles.length === count || place > below + inside) break;
      quantiles.push((fromMicros + ((place - below) / inside) * (toMicros - fromMicros)) / 1000);
    }
    below += inside;
  }
  return quantiles;
}

/**
 * How far a measured distribution is from a model's, in ms: the mean difference of their quantiles
 * (the Wasserstein distance of order 1, the area between the two lines; Vallender 1974). It is at
 * least the difference of the means. Unlike that of Kolmogorov and Smirnov it stays small where a
 * model gives many deliveries the same latency and the measured ones lie close beside it. 0 if
 * nothing was measured.
 */
export function quantileDistanceMs(buckets: readonly Bucket[], modelMs: readonly number[]): number {
  const measured = measuredQuantilesMs(buckets, modelMs.length);
  if (measured.length === 0) return 0;
  const sum = measured.reduce(
    (total, value, index) => total + Math.abs(value - (modelMs[index] as number)),
    0,
  );
  return sum / measured.length;
}
