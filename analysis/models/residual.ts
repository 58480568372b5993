import type { MeasuredTrial } from '../../results/format/trial.ts';
import { bucketsOf, ksDistance, ksNoise } from './distribution.ts';
import { fixedShortPollingCdf } from './short-polling.ts';

/** How far a measured value is from the predicted one, in % of the predicted; null where that is 0. */
export function residualPercentOf(measured: number, predicted: number): number | null {
  return predicted === 0 ? null : (100 * (measured - predicted)) / predicted;
}

/** Theory and measurement of several trials of one point and transport, taken as one. */
export interface PooledTheory {
  /** Deliveries whose latency is predicted, over all trials. */
  count: number;
  /** Means over these deliveries, in ms. */
  latencyMean: { predictedMs: number; measuredMs: number; residualPercent: number | null } | null;
  /** Of the merged histograms, with what it stays below in 95% of samples of this size when the model is right. */
  distribution: { ksDistance: number; ksNoise: number } | null;
}

/** Pools the latency of trials: one short trial has too few deliveries to tell a wrong model from chance. */
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
    latencyMs && theory?.distribution ? [{ ...latencyMs.fromSchedule, ...theory.distribution }] : [],
  );
  const shapedCount = shaped.reduce((sum, trial) => sum + trial.count, 0);
  // Each trial's own model in the proportion of its deliveries, as d may differ from run to run.
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
