import type { CostFit, RangeName, TransportCostModel } from '../../analysis/cost-model/model.ts';
import type { PlannedLoad } from '../../analysis/cost-model/predict.ts';
import { type TestedTransport, TRAITS } from '../../scenarios/load/transport.ts';
import type { PlanInput } from './controls.ts';
import {
  longestPollIntervalMs,
  longPollLatency,
  type PlannedLatency,
  queueWait,
  shortPollLatency,
  together,
} from './latency.ts';
import { dealtOut, type Processes, processesFor, queueOf } from './processes.ts';

const SECONDS_PER_MONTH = 30.44 * 86_400;
const BYTES_PER_GB = 1e9;
/** The longest wait of a long poll in the measurements. */
const LONG_POLL_WAIT_SECONDS = 25;

/** The bytes that are paid for: wire bytes, or application bytes if the wire was not counted. */
export type TrafficLayer = 'wireBytesPerSecond' | 'applicationBytesPerSecond';

/** Why a transport is not good enough. */
export type Shortfall = 'latency' | 'cores' | 'unknown';

export interface TransportPlan {
  transport: TestedTransport;
  /** Null for all transports but short polling. */
  pollIntervalMs: number | null;
  latency: PlannedLatency;
  /** The CPU of all processes together. */
  busyCores: number | null;
  /** One for each process. */
  cores: number | null;
  memoryBytes: number | null;
  connections: number;
  requestsPerSecond: number;
  trafficGbPerMonth: number | null;
  costPerMonth: number | null;
  /**
   * The cost range if CPU and traffic are off by the largest error at a held-out cell; null without
   * one.
   */
  costPerMonthRange: { least: number; most: number } | null;
  /** Empty if the transport is good enough. */
  shortfalls: Shortfall[];
  /** The quantities of one process that lie outside the measured range. */
  extrapolated: RangeName[];
  memoryExtrapolated: boolean;
  /** The largest error at a held-out cell; null without one. */
  errorPercent: { cpu: number | null; memory: number | null; traffic: number | null };
}

function worstErrorPercent(fit: CostFit | null): number | null {
  const errors = (fit?.heldOut ?? []).flatMap(({ errorPercent }) =>
    errorPercent === null ? [] : [Math.abs(errorPercent)],
  );
  return errors.length > 0 ? Math.max(...errors) : null;
}

function latencyOf(
  model: TransportCostModel,
  processes: Processes,
  { intervalMs, transitMs }: { intervalMs: number; transitMs: number },
): PlannedLatency {
  const { delivery } = TRAITS[model.transport];
  if (delivery === 'short-polling') return shortPollLatency(intervalMs, transitMs);
  const wait = queueWait(queueOf(model, processes));
  // The model leaves out the machine's own tail: p99 is at least the lowest measured one.
  const withTail = (latency: PlannedLatency): PlannedLatency => ({
    ...latency,
    p99Ms: Math.max(latency.p99Ms, model.leastP99Ms ?? 0),
  });
  if (delivery === 'push') {
    return withTail(together({ meanMs: transitMs, p99Ms: transitMs }, wait));
  }
  const { subscribers, notificationsPerSecond, waitSeconds } = processes.load;
  const ratePerSecond = notificationsPerSecond / subscribers;
  return withTail(together(longPollLatency({ ratePerSecond, waitMs: waitSeconds * 1000, transitMs }), wait));
}

const gbPerMonth = (bytesPerSecond: number | null): number | null =>
  bytesPerSecond === null ? null : (bytesPerSecond * SECONDS_PER_MONTH) / BYTES_PER_GB;

function costOf({ pricePerCoreMonth, pricePerGb }: PlanInput, cores: number | null, gb: number | null) {
  return cores === null || gb === null ? null : cores * pricePerCoreMonth + gb * pricePerGb;
}

/** Resources and cost of one transport for the reader's numbers. */
export function transportPlan(
  model: TransportCostModel,
  input: PlanInput,
  transitMs: number,
  layer: TrafficLayer,
): TransportPlan {
  const { transport, fits, mostSubscribersInMemory } = model;
  const intervalMs = longestPollIntervalMs(input.acceptableMs, transitMs);
  const load: PlannedLoad = {
    subscribers: input.subscribers,
    notificationsPerSecond: (input.subscribers * input.eventsPerUserHour) / 3600,
    payloadBytes: input.payloadBytes,
    intervalMs,
    waitSeconds: LONG_POLL_WAIT_SECONDS,
  };
  const processes = dealtOut(model, load);
  const { count: cores, predictors, cost } = processes;
  const ofAll = (ofOne: number | null) => (ofOne === null ? null : ofOne * (cores ?? 1));
  const latency = latencyOf(model, processes, { intervalMs, transitMs });
  const trafficGbPerMonth = gbPerMonth(ofAll(cost[layer]));
  const costPerMonth = costOf(input, cores, trafficGbPerMonth);
  const errorPercent = {
    cpu: worstErrorPercent(fits.cpuMicrosPerSecond),
    memory: worstErrorPercent(fits.memoryBytes),
    traffic: worstErrorPercent(fits[layer]),
  };
  /** The cost if CPU and traffic are off in the same direction. */
  const costOff = (side: -1 | 1): number | null => {
    const { cpu, traffic } = errorPercent;
    if (cpu === null || traffic === null || trafficGbPerMonth === null) return null;
    const factor = (percent: number) => Math.max(0, 1 + (side * percent) / 100);
    return costOf(input, processesFor(model, load, factor(cpu)), trafficGbPerMonth * factor(traffic));
  };
  const [least, most] = [costOff(-1), costOff(1)];
  const shortfalls: Shortfall[] = [
    // The p99 of short polling equals the limit, except for rounding.
    ...(latency.p99Ms > input.acceptableMs * (1 + 1e-9) ? ['latency' as const] : []),
    ...(cores !== null && cores > input.cores ? ['cores' as const] : []),
    ...(costPerMonth === null ? ['unknown' as const] : []),
  ];
  return {
    transport,
    pollIntervalMs: TRAITS[transport].delivery === 'short-polling' ? intervalMs : null,
    latency,
    busyCores: cores === null || cost.cpuPercent === null ? null : (cores * cost.cpuPercent) / 100,
    cores,
    memoryBytes: ofAll(cost.memoryBytes),
    connections: input.subscribers,
    requestsPerSecond: (predictors.emptyPollsPerSecond + predictors.answersPerSecond) * (cores ?? 1),
    trafficGbPerMonth,
    costPerMonth,
    costPerMonthRange: least === null || most === null ? null : { least, most },
    shortfalls,
    extrapolated: cost.extrapolated,
    memoryExtrapolated:
      mostSubscribersInMemory !== null && processes.load.subscribers > mostSubscribersInMemory,
    errorPercent,
  };
}
