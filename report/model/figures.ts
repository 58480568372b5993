import { type Latency, mergeLatency, percentileRange } from '../../analysis/comparison/merged-latency.ts';
import { ratioInterval } from '../../analysis/comparison/ratio-interval.ts';
import { type Origin, pairedRatios, validOf } from '../../analysis/comparison/transports.ts';
import { median } from '../../analysis/statistics/paired-ratios.ts';
import type { MeasuredTrial, Trial } from '../../results/format/trial.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import { type DeliveryBytes, deliveryBytes } from './delivery-bytes.ts';
import { type Spread, spreadOf, spreadOver } from './spread.ts';

/**
 * Latency from one origin: all valid trials merged, and the two main percentiles with their ranges,
 * of the trials that have enough deliveries for them.
 */
export interface LatencyView {
  merged: Latency | null;
  p50: Spread | null;
  p99: Spread | null;
}

/**
 * The results of one transport at one point. Values are of valid trials; only `trials` and
 * `missing` cover all.
 */
export interface TransportFigures {
  transport: Transport;
  trials: Trial[];
  valid: MeasuredTrial[];
  latency: Record<Origin, LatencyView>;
  cpuMicrosPerDelivery: Spread | null;
  /** Ratio to tcp-floor, paired within each block. */
  cpuTimesFloor: Spread | null;
  memoryBytesPerSubscriber: Spread | null;
  bytesPerDelivery: Spread | null;
  bytes: DeliveryBytes | null;
  wireBytesPerDelivery: Spread | null;
  /** Change of the median latency from the first third of the window to the last, in %. */
  driftPercent: Spread | null;
  batchMean: Spread | null;
  requestsPer1000: Spread | null;
  /** Over all measured trials, because a trial that loses notifications is rarely valid. */
  missing: number | null;
}

const perDelivery = (trial: MeasuredTrial, amount: number): number | null =>
  trial.deliveries.arrived > 0 ? amount / trial.deliveries.arrived : null;

/** Growth of the server's resident memory, in bytes per subscriber. */
export const memoryOf = (trial: MeasuredTrial, subscribers: number): number =>
  (trial.server.rssBytes - trial.server.rssBytesBeforeConnect) / subscribers;

/**
 * The spread of the ratios of one value of two transports, paired within each block that has both.
 */
export function ratioSpread(
  trials: readonly Trial[],
  references: readonly Trial[],
  figure: (trial: MeasuredTrial) => number | null,
): Spread | null {
  const ratios = pairedRatios(trials, references, figure);
  return spreadOf(
    ratios.map(({ ratio }) => ratio),
    ratioInterval(ratios, null)?.median,
  );
}

function latencyView(valid: MeasuredTrial[], origin: Origin): LatencyView {
  const merged = mergeLatency(valid, origin);
  return {
    merged,
    p50: percentileRange(valid, origin, 'p50', merged),
    p99: percentileRange(valid, origin, 'p99', merged),
  };
}

const cpu = (trial: MeasuredTrial) => trial.server.cpuMicrosPerDelivery;

/** Computes the values for tables and charts from the trials of one transport at one point. */
export function figuresOf(
  transport: Transport,
  trials: Trial[],
  floorTrials: Trial[],
  subscribers: number,
): TransportFigures {
  const valid = validOf(trials);
  const measured = trials.filter(trial => trial.status !== 'error');
  const bytes = deliveryBytes(valid);
  const each = (amount: (trial: MeasuredTrial) => number | null) => spreadOver(valid, amount);
  return {
    transport,
    trials,
    valid,
    latency: {
      fromSchedule: latencyView(valid, 'fromSchedule'),
      fromPublish: latencyView(valid, 'fromPublish'),
    },
    cpuMicrosPerDelivery: each(cpu),
    cpuTimesFloor: ratioSpread(trials, floorTrials, cpu),
    memoryBytesPerSubscriber: each(trial => memoryOf(trial, subscribers)),
    bytesPerDelivery: spreadOver(valid, trial => trial.bandwidth.bytesPerDelivery, bytes?.total),
    bytes,
    wireBytesPerDelivery: spreadOver(
      valid,
      trial => trial.bandwidth.wireBytesPerDelivery,
      bytes?.wire?.total,
    ),
    driftPercent: each(trial => trial.steadiness?.driftPercent ?? null),
    batchMean: each(trial => (trial.deliveries.arrived > 0 ? trial.deliveries.batchMean : null)),
    requestsPer1000: each(trial => perDelivery(trial, trial.server.requests * 1000)),
    missing: measured.length > 0 ? measured.reduce((sum, trial) => sum + trial.deliveries.missing, 0) : null,
  };
}

/** How late the publisher was at p99, in the median trial and in the worst. */
export function publishLag(trials: MeasuredTrial[]): { medianMs: number | null; worstMs: number | null } {
  const lags = trials.map(trial => trial.generator.publishLagP99Ms);
  return { medianMs: median(lags), worstMs: lags.length > 0 ? Math.max(...lags) : null };
}
