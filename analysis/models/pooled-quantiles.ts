import type { MeasuredTrial } from '../../results/format/trial.ts';
import { bucketsOf } from './distribution.ts';
import { quantileDistanceMs, quantilesOf } from './quantiles.ts';

/** A model's distribution and the measured one, over several trials of one point and transport. */
export interface PooledQuantiles {
  /** Deliveries of the trials with such a distribution. */
  count: number;
  /** Stored histograms of these trials. */
  hdrs: string[];
  /** Quantiles of the model, in the middle of equal shares. */
  modelMs: number[];
  /** Mean difference of the quantiles, model and measured, and its share of the model's mean. */
  distanceMs: number;
  distancePercent: number;
}

/**
 * Pools the distributions that models give as quantiles, each trial by its deliveries; null if no
 * trial has one.
 */
export function pooledQuantiles(
  trials: readonly Pick<MeasuredTrial, 'latencyMs' | 'theory'>[],
): PooledQuantiles | null {
  const shaped = trials.flatMap(({ latencyMs, theory }) =>
    latencyMs && theory?.distribution?.shape === 'quantiles'
      ? [{ ...latencyMs.fromSchedule, quantilesMs: theory.distribution.quantilesMs }]
      : [],
  );
  const [first] = shaped;
  if (!first) return null;
  const values = shaped.flatMap(({ count, quantilesMs }) =>
    quantilesMs.map(valueMs => ({ valueMs, weight: count / quantilesMs.length })),
  );
  const modelMs = quantilesOf(values, first.quantilesMs.length);
  const hdrs = shaped.map(({ hdr }) => hdr);
  const distanceMs = quantileDistanceMs(bucketsOf(hdrs), modelMs);
  const meanMs = modelMs.reduce((sum, value) => sum + value, 0) / modelMs.length;
  return {
    count: shaped.reduce((sum, { count }) => sum + count, 0),
    hdrs,
    modelMs,
    distanceMs,
    distancePercent: meanMs === 0 ? 0 : (100 * distanceMs) / meanMs,
  };
}
