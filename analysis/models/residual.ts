import type { MeasuredTrial } from '../../results/format/trial.ts';
import { bucketsOf, ksDistance, ksNoise } from './distribution.ts';
import { fixedShortPollingCdf } from './short-polling.ts';

/**
 * The difference of a measured from a predicted value, in % of the predicted; null if that is 0.
 */
export function residualPercentOf(measured: number, predicted: number): number | null {
  return predicted === 0 ? null : (100 * (measured - predicted)) / predicted;
}

/** Pooled theory and measurement of several trials of one point and transport. */
export interface PooledTheory {
  /** Deliveries with a predicted latency, over all trials. */
  count: number;
  /** Means over these deliveries, in ms. */
  latencyMean: { predictedMs: number; measuredMs: number; residualPercent: number | null } | null;
  /**
   * The distance of the merged histograms, and its bound in 95% of samples of this size if the
   * model is right.
   */
  distribution: { ksDistance: number; ksNoise: number } | null;
}

/**
 * Pools the latency of trials: with one short trial, a wrong model is not distinguishable from
 * chance.
 */
export function pooledTheory(trials: readonly Pick<MeasuredTrial, 'latencyMs' | 'theory'>[]): PooledTheory {
  const predicted = trials.flatMap(({ latencyMs, theory }) => {
    const mean = theory?.quantities.find(({ quantity }) => quantity === 'latencyMeanMs');
    return latencyMs && mean ? [{ ...mean, count: latencyMs.fromSchedule.count }] : [];
  });
  const count = predicted.reduce((sum, trial) => sum + trial.count, 0);
  const predictedMs = predicted.reduce((sum, trial) => sum + trial.count * trial.predicted, 0) / count;
  const measuredMs = predicted.reduce((sum, trial) => sum + trial.count * trial.measured, 0) / count;
  const residualPercent = residualPercentOf(measuredMs, predictedMs);

  const shaped = trials.flatMap(({ latencyMs, theory }) =>
    latencyMs && theory?.distribution?.shape === 'uniform'
      ? [{ ...latencyMs.fromSchedule, ...theory.distribution }]
      : [],
  );
  const shapedCount = shaped.reduce((sum, trial) => sum + trial.count, 0);
  // Each trial's own model, weighted by its deliveries, because d may differ between runs.
  const cdf = (latencyMs: number) =>
    shaped.reduce((sum, { count, fromMs, toMs }) => {
      return sum + count * fixedShortPollingCdf({ intervalMs: toMs - fromMs, transitMs: fromMs }, latencyMs);
    }, 0) / shapedCount;
  return {
    count,
    latencyMean: count === 0 ? null : { predictedMs, measuredMs, residualPercent },
    distribution:
      shapedCount === 0
        ? null
        : {
            ksDistance: ksDistance(bucketsOf(shaped.map(({ hdr }) => hdr)), cdf),
            ksNoise: ksNoise(shapedCount),
          },
  };
}
