import type { Theory } from '../../results/format/gate-and-theory.ts';
import type { LatencySummary } from '../../results/format/latency.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { bucketsOf, ksDistance } from '../models/distribution.ts';
import { jitterDeviationsMs } from '../models/path.ts';
import { quantileDistanceMs, quantilesOf, type Weighted } from '../models/quantiles.ts';
import { fixedShortPolling, fixedShortPollingCdf } from '../models/short-polling.ts';
import type { Prediction } from './conditions.ts';

/** So many quantiles of a model are kept with the trial. */
const QUANTILES = 100;
/** Values that stand for the jitter of the way to the client. */
const DEVIATIONS = 21;

/** Latencies with the jitter of their last way. */
function jittered(latencies: readonly Weighted[], jitterMs: number): Weighted[] {
  const deviations = jitterDeviationsMs(jitterMs, DEVIATIONS);
  return latencies.flatMap(({ valueMs, weight }) =>
    deviations.map(deviationMs => ({ valueMs: valueMs + deviationMs, weight })),
  );
}

/**
 * The distribution of a trial's latency by the models, and its distance from the measured one; null
 * if there is none. For short polling that is an even spread, under periodic or Poisson arrivals.
 * Others are given as quantiles and only over a path: without one, latencies are so short that the
 * wake-ups of processes shape them.
 */
export function distributionOf(
  {
    load: { arrivals, path },
    figures: { latencyMs },
  }: { load: Load; figures: { latencyMs: { fromSchedule: LatencySummary } | null } },
  { even, latencies }: Prediction,
): Theory['distribution'] {
  if (latencyMs === null) return null;
  const buckets = bucketsOf([latencyMs.fromSchedule.hdr]);
  if (even && (arrivals.kind === 'periodic' || arrivals.kind === 'poisson')) {
    const { minMs, maxMs } = fixedShortPolling(even);
    const distance = ksDistance(buckets, latency => fixedShortPollingCdf(even, latency));
    return { shape: 'uniform', fromMs: minMs, toMs: maxMs, ksDistance: distance };
  }
  if (path === undefined || latencies === undefined || latencies.length === 0) return null;
  // Short of sorting millions of values: the quantiles of the quantiles.
  const finer = quantilesOf(latencies, 10 * QUANTILES).map(valueMs => ({ valueMs, weight: 1 }));
  const quantilesMs = quantilesOf(jittered(finer, path.jitterMs ?? 0), QUANTILES).map(
    value => Math.round(value * 1000) / 1000,
  );
  return { shape: 'quantiles', quantilesMs, distanceMs: quantileDistanceMs(buckets, quantilesMs) };
}
