import hdr, { type Histogram } from 'hdr-histogram-js';
import { type Origin, PERCENTILES, percentileMs } from '../../analysis/comparison/transports.ts';
import { supports } from '../../analysis/statistics/paired-ratios.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import { type Spread, spreadOver } from './spread.ts';

/** The latency of one transport at one point, all valid trials together. */
export interface Latency {
  count: number;
  minMs: number;
  maxMs: number;
  /** Null where there are too few deliveries for this quantile. */
  quantileMs(quantile: number): number | null;
}

/** Its session and block, counted from 0 as in run.json. */
const placeOf = ({ session, block }: MeasuredTrial): string[] => [
  ...(session === undefined ? [] : [`session ${session}`]),
  `block ${block}`,
];

function decode(trial: MeasuredTrial, text: string): Histogram {
  try {
    return hdr.decodeFromCompressedBase64(text, 32, false);
  } catch (error) {
    const name = [trial.scenario, trial.point, trial.transport, ...placeOf(trial)].join(' ');
    throw new Error(`${name}: its latency histogram cannot be read: ${(error as Error).message}`);
  }
}

/**
 * Merges the histograms of trials: percentiles of all deliveries, never averages of percentiles.
 */
export function mergeLatency(trials: MeasuredTrial[], origin: Origin): Latency | null {
  const measured = trials.filter(trial => trial.latencyMs !== null && trial.latencyMs[origin].count > 0);
  if (measured.length === 0) return null;
  const merged = hdr.build({ useWebAssembly: false, autoResize: true, bitBucketSize: 32 });
  let minMs = Number.POSITIVE_INFINITY;
  let maxMs = 0;
  for (const trial of measured) {
    const summary = trial.latencyMs?.[origin];
    if (!summary) continue;
    merged.add(decode(trial, summary.hdr));
    minMs = Math.min(minMs, summary.min);
    maxMs = Math.max(maxMs, summary.max);
  }
  const count = merged.totalCount;
  if (count === 0) return null;
  return {
    count,
    minMs,
    maxMs,
    quantileMs: quantile =>
      // The histogram gives the upper end of a bucket, which may lie above the largest value.
      supports(count, quantile) ? Math.min(merged.getValueAtPercentile(quantile * 100) / 1000, maxMs) : null,
  };
}

/**
 * A merged percentile with its range over the trials. Each trial needs enough deliveries for it.
 */
export function latencySpread(
  trials: MeasuredTrial[],
  merged: Latency | null,
  origin: Origin,
  percentile: keyof typeof PERCENTILES,
): Spread | null {
  if (merged === null) return null;
  const together = merged.quantileMs(PERCENTILES[percentile]);
  return spreadOver(trials, trial => percentileMs(trial, origin, percentile), together);
}
