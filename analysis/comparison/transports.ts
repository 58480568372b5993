import { blockKey, blockRef, byBlock } from '../../results/format/blocks.ts';
import type { MeasuredTrial, Trial } from '../../results/format/trial.ts';
import { type RatioInterval, supports, type Verdict, verdict } from '../statistics/paired-ratios.ts';
import { knownSpread } from './known-spread.ts';
import { type BlockRatio, ratioInterval } from './ratio-interval.ts';

/** The start of a latency: the scheduled moment, or the moment the publisher really sent. */
export type Origin = 'fromSchedule' | 'fromPublish';

/** The percentiles by which trials are compared, as quantiles. */
export const PERCENTILES = { p50: 0.5, p99: 0.99 } as const;

/**
 * A percentile of one trial's latency in ms; null if it has too few deliveries or notifications for
 * it. Deliveries of one notification are late together: with 22 notifications to 500 subscribers
 * each, one hiccup decides the p99 of 11,000 deliveries.
 */
export function percentileMs(
  { latencyMs, generator }: MeasuredTrial,
  origin: Origin,
  percentile: keyof typeof PERCENTILES,
): number | null {
  const summary = latencyMs?.[origin];
  const independent = Math.min(summary?.count ?? 0, generator.scheduledInWindow);
  return summary && supports(independent, PERCENTILES[percentile]) ? summary[percentile] : null;
}

export type MetricId = 'p50' | 'p99' | 'cpu' | 'bytes' | 'wire';

/** A measure by which transports are compared; less is always better. */
export interface Measure {
  id: string;
  title: string;
  /** The head of a narrow column, with its unit; left out for the usual metrics. */
  head?: string;
  unit: string;
  /** Whether it is processor time, which needs a longer warm-up than other measures. */
  isCpu?: boolean;
  /**
   * The metric whose recorded spread between sessions it has; its own without one. Of a measure
   * that is no metric nothing is recorded.
   */
  spreadsLike?: MetricId;
  /** The value of one trial; null if it has none. */
  of(trial: MeasuredTrial): number | null;
}

/** The metric by whose recorded spread between sessions a measure is judged. */
export const spreadIdOf = ({ id, spreadsLike }: Pick<Measure, 'id' | 'spreadsLike'>): string =>
  spreadsLike ?? id;

/** A measure of every load with deliveries. */
export interface Metric extends Measure {
  id: MetricId;
}

export const METRICS: readonly Metric[] = [
  { id: 'p50', title: 'Median latency', unit: 'ms', of: trial => percentileMs(trial, 'fromSchedule', 'p50') },
  { id: 'p99', title: 'p99 latency', unit: 'ms', of: trial => percentileMs(trial, 'fromSchedule', 'p99') },
  {
    id: 'cpu',
    title: 'Server CPU per delivery',
    unit: 'µs',
    isCpu: true,
    of: ({ server }) => server.cpuMicrosPerDelivery,
  },
  {
    id: 'bytes',
    title: 'Application bytes per delivery',
    unit: 'B',
    of: ({ bandwidth }) => bandwidth.bytesPerDelivery,
  },
  {
    id: 'wire',
    title: 'Wire bytes per delivery',
    unit: 'B',
    of: ({ bandwidth }) => bandwidth.wireBytesPerDelivery,
  },
];

/**
 * The valid trials of one transport at one point by block; of a repeated block, the last valid
 * attempt.
 */
export function validOf(trials: readonly Trial[]): MeasuredTrial[] {
  const last = new Map<string, MeasuredTrial>();
  for (const trial of trials) {
    if (trial.status !== 'valid') continue;
    const place = `${blockKey(trial)} ${trial.arm}`;
    const before = last.get(place);
    if (!before || before.attempt <= trial.attempt) last.set(place, trial);
  }
  return [...last.values()].toSorted(byBlock);
}

/** Whether a value can be part of a ratio. */
export const isPositive = (value: number | null): value is number =>
  value !== null && value > 0 && Number.isFinite(value);

/**
 * The ratios of one value between two lists of trials, for each block in which both have a valid
 * trial with that value. A value of 0 has no ratio, so its block is left out as well. In an A/A run
 * each list holds one arm.
 */
export function pairedRatios(
  subject: readonly Trial[],
  baseline: readonly Trial[],
  figure: (trial: MeasuredTrial) => number | null,
): BlockRatio[] {
  const references = new Map(validOf(baseline).map(trial => [blockKey(trial), figure(trial)]));
  return validOf(subject).flatMap(trial => {
    const [own, reference] = [figure(trial), references.get(blockKey(trial)) ?? null];
    return isPositive(own) && isPositive(reference) ? [{ ...blockRef(trial), ratio: own / reference }] : [];
  });
}

export interface Comparison {
  metric: Measure;
  ratios: BlockRatio[];
  /** Null if fewer than two blocks have a ratio. */
  interval: RatioInterval | null;
  verdict: Verdict;
}

/** Whether a trial ran over an emulated path. */
const isOverPath = (trial: Trial): boolean => trial.status !== 'error' && trial.path !== undefined;

/**
 * Whether a trial ran over TLS or HTTP/2, through a proxy, or compressed: no session was recorded
 * so.
 */
function hasLayers(trial: Trial): boolean {
  if (trial.status === 'error') return false;
  const { tls, http2, compression } = trial.bandwidth;
  return [tls, http2, compression, trial.proxy, trial.broker].some(layer => layer !== undefined);
}

/**
 * Compares two transports, or two arms of one, at one point. `less`: the subject has less than the
 * baseline.
 */
export function compare(subject: readonly Trial[], baseline: readonly Trial[], metric: Measure): Comparison {
  const ratios = pairedRatios(subject, baseline, metric.of);
  const [own, other] = [subject[0], baseline[0]];
  const trials = [...subject, ...baseline];
  const at = {
    scenario: trials.some(hasLayers) ? null : (own?.scenario ?? ''),
    isOverPath: trials.some(isOverPath),
  };
  const spread = own && other ? knownSpread(spreadIdOf(metric), own.transport, other.transport, at) : null;
  const interval = ratioInterval(ratios, spread);
  return { metric, ratios, interval, verdict: verdict(interval) };
}
