import type { RangeName } from '../../analysis/cost-model/inputs.ts';
import type { TransportCostModel } from '../../analysis/cost-model/model.ts';
import type { PlannedLoad } from '../../analysis/cost-model/predict.ts';
import { DEFAULT_HEARTBEAT_SECONDS } from '../../scenarios/load/default-heartbeat.ts';
import { isPush, type TestedTransport, TRAITS } from '../../scenarios/load/transport.ts';
import { type Beyond, beyondOf, MOST_TIMES } from './beyond.ts';
import type { PlanInput } from './controls.ts';
import { type CostParts, costParts, trafficParts } from './cost-parts.ts';
import { cpuCoefficient } from './cpu.ts';
import { BYTES, type Errors, errorsOf, heldOutErrors, type TrafficLayer } from './errors.ts';
import {
  longestPollIntervalMs,
  longPollLatency,
  type PlannedLatency,
  queueWait,
  shortPollLatency,
  together,
  turnWait,
} from './latency.ts';
import { dealtOut, type Processes, processesFor, queueOf } from './processes.ts';

const SECONDS_PER_MONTH = 30.44 * 86_400;
const BYTES_PER_GB = 1e9;
/** The longest wait of a long poll in the measurements. */
const LONG_POLL_WAIT_SECONDS = 25;

/**
 * Why a transport is not good enough. `unknown`: the run has no fit. `unmeasured`: the load is so
 * far beyond what was measured that no value is given.
 */
export type Shortfall = 'latency' | 'cores' | 'unknown' | 'unmeasured';

export interface TransportPlan {
  transport: TestedTransport;
  /** Null for all transports but short polling. */
  pollIntervalMs: number | null;
  /** Null if it follows from a load too far beyond what was measured. */
  latency: PlannedLatency | null;
  /** The CPU of all processes together. */
  busyCores: number | null;
  /** One for each process. */
  cores: number | null;
  /** What needs that many processes. */
  coresSetBy: Processes['setBy'];
  memoryBytes: number | null;
  connections: number;
  requestsPerSecond: number;
  /** From the server. */
  trafficOutGbPerMonth: number | null;
  /** To the server. */
  trafficInGbPerMonth: number | null;
  costPerMonth: number | null;
  /** What the cost consists of; null where there is no cost. */
  costParts: CostParts | null;
  /**
   * The cost range if CPU and traffic are off by their errors; null without one.
   */
  costPerMonthRange: { least: number; most: number } | null;
  /** Empty if the transport is good enough. */
  shortfalls: Shortfall[];
  /** The quantities of one process that lie outside the measured range. */
  extrapolated: RangeName[];
  memoryExtrapolated: boolean;
  /**
   * Whether its CPU is that of events to one, though they go to many: the run did not measure less.
   */
  cpuOfEventsToOne: boolean;
  /** Whether heartbeats do not come at the measured interval, and the fit found no CPU of them. */
  heartbeatsWithoutCpu: boolean;
  /** What of the load is above the largest measured value. */
  beyond: Beyond[];
  /** Of the prediction for this load. */
  errorPercent: Errors;
  /** The largest at a held-out cell. */
  heldOutErrorPercent: Errors;
}

function latencyOf(
  model: TransportCostModel,
  processes: Processes,
  { intervalMs, transitMs }: { intervalMs: number; transitMs: number },
): PlannedLatency {
  const { delivery } = TRAITS[model.transport];
  if (delivery === 'short-polling') return shortPollLatency(intervalMs, transitMs);
  const { eventsPerSecond, deliveriesPerEvent, microsPerDelivery } = queueOf(model, processes);
  const wait = together(
    queueWait({
      ratePerSecond: eventsPerSecond,
      serviceMs: (deliveriesPerEvent * microsPerDelivery) / 1000,
    }),
    turnWait({ followers: deliveriesPerEvent, writeMicros: microsPerDelivery }),
  );
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

/** GB per month of 1 B/s. */
const GB_PER_BYTE_SECOND = SECONDS_PER_MONTH / BYTES_PER_GB;

const gbPerMonth = (bytesPerSecond: number | null): number | null =>
  bytesPerSecond === null ? null : bytesPerSecond * GB_PER_BYTE_SECOND;

function costOf(
  { pricePerCoreMonth, pricePerGbOut, pricePerGbIn }: PlanInput,
  cores: number | null,
  outGb: number | null,
  inGb: number | null,
): number | null {
  if (cores === null || outGb === null || inGb === null) return null;
  return cores * pricePerCoreMonth + outGb * pricePerGbOut + inGb * pricePerGbIn;
}

/** Resources and cost of one transport for the reader's numbers. */
export function transportPlan(
  model: TransportCostModel,
  input: PlanInput,
  transitMs: number,
  layer: TrafficLayer,
): TransportPlan {
  const { transport, mostSubscribersInMemory } = model;
  const intervalMs = longestPollIntervalMs(input.acceptableMs, transitMs);
  const load: PlannedLoad = {
    subscribers: input.subscribers,
    notificationsPerSecond: (input.subscribers * input.eventsPerUserHour) / 3600,
    deliveriesPerEvent: input.subscribersPerEvent,
    payloadBytes: input.payloadBytes,
    intervalMs,
    waitSeconds: LONG_POLL_WAIT_SECONDS,
    heartbeatSeconds: input.heartbeatSeconds,
  };
  const processes = dealtOut(model, load);
  const { count, predictors, cost, cpuMicrosPerSecond } = processes;
  const beyond = beyondOf(model, processes);
  const isUnmeasured = beyond.some(({ times }) => times > MOST_TIMES);
  const given = <Value>(value: Value): Value | null => (isUnmeasured ? null : value);
  const ofAll = (ofOne: number | null) => (ofOne === null ? null : ofOne * (count ?? 1));
  const isShortPolling = TRAITS[transport].delivery === 'short-polling';
  const planned = latencyOf(model, processes, { intervalMs, transitMs });
  // That of short polling follows from the interval alone.
  const latency = isShortPolling ? planned : given(planned);
  const outGb = gbPerMonth(ofAll(cost[BYTES[layer].out]));
  const inGb = gbPerMonth(ofAll(cost[BYTES[layer].in]));
  const costPerMonth = costOf(input, count, outGb, inGb);
  const cores = given(count);
  const heldOutErrorPercent = heldOutErrors(model, layer);
  const errorPercent = errorsOf(model, processes, layer);
  /** The cost if CPU and traffic are off in the same direction. */
  const costOff = (side: -1 | 1): number | null => {
    const { cpu, out: outOff, in: inOff } = errorPercent;
    if (cpu === null || outOff === null || inOff === null || outGb === null || inGb === null) return null;
    const factor = (percent: number) => Math.max(0, 1 + (side * percent) / 100);
    const offCores = processesFor(model, load, factor(cpu));
    return costOf(input, offCores, outGb * factor(outOff), inGb * factor(inOff));
  };
  const [least, most] = [costOff(-1), costOff(1)];
  const shortfalls: Shortfall[] = [
    // The p99 of short polling equals the limit, except for rounding.
    ...(latency && latency.p99Ms > input.acceptableMs * (1 + 1e-9) ? ['latency' as const] : []),
    ...(cores !== null && cores > input.cores ? ['cores' as const] : []),
    ...(costPerMonth === null ? ['unknown' as const] : []),
    ...(costPerMonth !== null && isUnmeasured ? ['unmeasured' as const] : []),
  ];
  const memoryTimes =
    mostSubscribersInMemory === null ? 0 : processes.load.subscribers / mostSubscribersInMemory;
  const said = new Set(beyond.map(({ name }) => name));
  return {
    transport,
    pollIntervalMs: isShortPolling ? intervalMs : null,
    latency,
    busyCores: cores === null || cpuMicrosPerSecond === null ? null : (cores * cpuMicrosPerSecond) / 1e6,
    cores,
    coresSetBy: processes.setBy,
    memoryBytes: memoryTimes > MOST_TIMES ? null : given(ofAll(cost.memoryBytes)),
    connections: input.subscribers,
    requestsPerSecond: (predictors.emptyPollsPerSecond + predictors.answersPerSecond) * (count ?? 1),
    trafficOutGbPerMonth: given(outGb),
    trafficInGbPerMonth: given(inGb),
    costPerMonth: given(costPerMonth),
    costParts:
      count === null || costPerMonth === null
        ? null
        : given(costParts(input, count, trafficParts(model, layer, predictors), count * GB_PER_BYTE_SECOND)),
    costPerMonthRange: least === null || most === null ? null : given({ least, most }),
    shortfalls,
    // Polls of a busy server were measured in other scenarios.
    extrapolated: cost.extrapolated.filter(
      name => said.has(name) || !cost.beyond.some(one => one.name === name),
    ),
    memoryExtrapolated: memoryTimes > 1,
    heartbeatsWithoutCpu:
      isPush(transport) &&
      input.heartbeatSeconds !== DEFAULT_HEARTBEAT_SECONDS &&
      count !== null &&
      cpuCoefficient(model, 'heartbeat') === 0,
    cpuOfEventsToOne:
      !isShortPolling && input.subscribersPerEvent > 1 && model.shared === null && count !== null,
    beyond,
    errorPercent,
    heldOutErrorPercent,
  };
}
