import type { Bucket } from '../../analysis/models/distribution.ts';

// A measured distribution as a line, and its values.

/** Points of the measured line; more would not be visible. */
const STEPS = 200;

/** Points of [latency in ms, share in % of deliveries that took no longer]. */
export function measuredLine(buckets: readonly Bucket[]): [number, number][] {
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  const points: [number, number][] = [[(buckets[0]?.fromMicros ?? 0) / 1000, 0]];
  let below = 0;
  let nextStep = 0;
  for (const [index, { toMicros, count }] of buckets.entries()) {
    below += count;
    const share = below / total;
    if (share < nextStep && index < buckets.length - 1) continue;
    points.push([toMicros / 1000, Number((100 * share).toFixed(3))]);
    nextStep = share + 1 / STEPS;
  }
  return points;
}

/**
 * The latency in ms within which a share of the deliveries (0 to 1) arrived: the upper end of its
 * bucket.
 */
export function quantileMs(buckets: readonly Bucket[], share: number): number | undefined {
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  let within = 0;
  const bucket = buckets.find(({ count }) => {
    within += count;
    return within >= share * total;
  });
  return bucket && bucket.toMicros / 1000;
}
