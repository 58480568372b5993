import type { MeasuredTrial } from '../../results/format/trial.ts';

/** Reads a percentile of the latency from schedule of a trial, in ms; null without deliveries. */
export const percentileOf =
  (percentile: 'p50' | 'p99') =>
  ({ latencyMs }: MeasuredTrial): number | null =>
    latencyMs?.fromSchedule[percentile] ?? null;
