import hdr, { type Histogram } from 'hdr-histogram-js';
import { blockKey } from '../../results/format/blocks.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import { supports } from '../statistics/paired-ratios.ts';
import { type Origin, PERCENTILES, percentileMs } from './transports.ts';

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

const hasLatency = (trial: MeasuredTrial, origin: Origin): boolean =>
  trial.latencyMs !== null && trial.latencyMs[origin].count > 0;

/**
 * Merges the histograms of trials: percentiles of all deliveries, never averages of percentiles.
 */
export function mergeLatency(trials: readonly MeasuredTrial[], origin: Origin): Latency | null {
  const measured = trials.filter(trial => hasLatency(trial, origin));
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

/** A percentile of some trials together, with its range over them. */
export interface PercentileRange {
  value: number;
  min: number;
  max: number;
  /** How many blocks have a trial with enough deliveries. */
  blocks: number;
  /** How many blocks there are, where some have none; left out where all have one. */
  ofBlocks?: number;
}

/**
 * A percentile in ms with its range over the trials. Value and range rest on the same trials: those
 * that have enough deliveries for it, as in a comparison. The value is that of their merged
 * histogram, so it lies between the lowest and the highest of them. Null if no trial has enough.
 * `all` is that histogram of all trials, if it is already there: merging takes time.
 */
export function percentileRange(
  trials: readonly MeasuredTrial[],
  origin: Origin,
  percentile: keyof typeof PERCENTILES,
  all?: Latency | null,
): PercentileRange | null {
  const own = trials.flatMap(trial => {
    const ms = percentileMs(trial, origin, percentile);
    return ms === null ? [] : [{ trial, ms }];
  });
  const isAll = own.length === trials.filter(trial => hasLatency(trial, origin)).length;
  const merged =
    isAll && all !== undefined
      ? all
      : mergeLatency(
          own.map(({ trial }) => trial),
          origin,
        );
  const together = merged?.quantileMs(PERCENTILES[percentile]) ?? null;
  if (together === null) return null;
  const [min, max] = [Math.min(...own.map(({ ms }) => ms)), Math.max(...own.map(({ ms }) => ms))];
  const [blocks, ofBlocks] = [own.map(({ trial }) => trial), trials].map(
    some => new Set(some.map(blockKey)).size,
  ) as [number, number];
  return {
    // A histogram gives the upper end of a bucket and rounds ranks, which may lie just beyond.
    value: Math.min(Math.max(together, min), max),
    min,
    max,
    blocks,
    ...(blocks < ofBlocks && { ofBlocks }),
  };
}
