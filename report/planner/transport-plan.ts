import type { RangeName } from '../../analysis/cost-model/inputs.ts';
import type { TransportCostModel } from '../../analysis/cost-model/model.ts';
import type { PlannedLoad } from '../../analysis/cost-model/predict.ts';
import { type TestedTransport, TRAITS } from '../../scenarios/load/transport.ts';
import { type Beyond, beyondOf, MOST_TIMES } from './beyond.ts';
import { type Caveats, caveatsOf, memoryTimes } from './caveats.ts';
import type { PlanInput } from './controls.ts';
import { type CostParts, costParts, trafficParts, trafficSum } from './cost-parts.ts';
import { longestPollIntervalOver, reachOf } from './distance.ts';
import { BYTES, type Errors, errorsOf, heldOutErrors, type TrafficLayer } from './errors.ts';
import type { PlannedLatency } from './latency.ts';
import { type Below, errorsWithLayers, withLayers } from './layers.ts';
import { type Precaution, precautionOf } from './precaution.ts';
import { dealtOut, type MoreFor, type Processes } from './processes.ts';
import { costOf, type Ranges, rangesOf } from './ranges.ts';
import { NO_DISTANCE } from './round-trips.ts';
import { type TransportLatency, transportLatency } from './transport-latency.ts';

const SECONDS_PER_MONTH = 30.44 * 86_400;
const BYTES_PER_GB = 1e9;
/** The longest wait of a long poll in the measurements. */
const LONG_POLL_WAIT_SECONDS = 25;

/**
 * Why a transport is not good enough. `unknown`: the run has no fit. `unmeasured`: the load is so
 * far beyond what was measured that no value is given.
 */
export type Shortfall = 'latency' | 'cores' | 'unknown' | 'unmeasured';

export interface TransportPlan extends Caveats {
  transport: TestedTransport;
  /** Null for all transports but short polling. */
  pollIntervalMs: number | null;
  /**
   * The most subscribers of the cells whose median p99 is the tail of its latency; null if it has
   * none, as short polling.
   */
  tailSubscribers: number | null;
  /**
   * Null if it follows from a load too far beyond what was measured, or from CPU that is not known:
   * without it, the wait at the server is not known.
   */
  latency: PlannedLatency | null;
  /** The range of its p99 over the cells that were measured; null without one. */
  p99RangeMs: TransportLatency['p99RangeMs'];
  /** The CPU of all processes together. */
  busyCores: number | null;
  /** One for each process. */
  cores: number | null;
  /** What needs that many processes. */
  coresSetBy: Processes['setBy'];
  /** What CPU alone needs; null if not known. */
  coresByCpu: number | null;
  /** The cores that no CPU asks for; null if there are none. */
  precaution: Precaution | null;
  /** The cores if CPU is off by its error; null if the error is not known. */
  coresRange: Ranges['cores'];
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
  /** The cost if CPU and traffic are off by their errors; null if an error is not known. */
  costPerMonthRange: Ranges['cost'];
  /** The least cost to compare with that of others; null if an error is not known. */
  leastCostCompared: number | null;
  /** Empty if the transport is good enough. */
  shortfalls: Shortfall[];
  /** The quantities of one process that lie outside the measured range. */
  extrapolated: RangeName[];
  /** What of the load is above the largest measured value. */
  beyond: Beyond[];
  /** Of the prediction for this load. */
  errorPercent: Errors;
  /** The largest at a held-out cell. */
  heldOutErrorPercent: Errors;
  /** What is wanted below the transport; null where nothing is. */
  below: Below | null;
}

/** GB per month of 1 B/s. */
const GB_PER_BYTE_SECOND = SECONDS_PER_MONTH / BYTES_PER_GB;

const gbPerMonth = (bytesPerSecond: number | null): number | null =>
  bytesPerSecond === null ? null : bytesPerSecond * GB_PER_BYTE_SECOND;

/** The p99 of short polling equals the limit, except for rounding. */
const isLate = ({ p99Ms }: PlannedLatency, { acceptableMs }: PlanInput): boolean =>
  p99Ms > acceptableMs * (1 + 1e-9);

/** Whether one process is so far beyond what was measured that no value is given. */
const isFarBeyond = (model: TransportCostModel, processes: Processes): boolean =>
  beyondOf(model, processes).some(({ times }) => times > MOST_TIMES);

/** Resources and cost of one transport for the reader's numbers. */
export function transportPlan(
  plain: TransportCostModel,
  input: PlanInput,
  transitMs: number,
  layer: TrafficLayer,
): TransportPlan {
  const { transport } = plain;
  const reach = reachOf(input.roundTrips ?? NO_DISTANCE, transitMs);
  const intervalMs = longestPollIntervalOver(input.acceptableMs, reach);
  const load: PlannedLoad = {
    subscribers: input.subscribers,
    notificationsPerSecond: (input.subscribers * input.eventsPerUserHour) / 3600,
    deliveriesPerEvent: input.subscribersPerEvent,
    ...(input.eventsCome === 'evenly' && { isEven: true }),
    payloadBytes: input.payloadBytes,
    intervalMs,
    waitSeconds: LONG_POLL_WAIT_SECONDS,
    heartbeatSeconds: input.heartbeatSeconds,
  };
  const layers = withLayers(plain, input, load, layer);
  const { model } = layers;
  const near = { intervalMs, transitMs, reach };
  const lacks = (one: Processes): MoreFor | null => {
    if (isFarBeyond(model, one)) return 'measured';
    const { latency } = transportLatency(model, one, { ...near, cpuErrorPercent: 0 });
    return isLate(latency, input) ? 'latency' : null;
  };
  const processes = dealtOut(model, load, { cores: input.cores, mostProcesses: MOST_TIMES }, lacks);
  const { count, predictors, cost, cpuMicrosPerSecond } = processes;
  const beyond = beyondOf(model, processes);
  const isUnmeasured = isFarBeyond(model, processes);
  const given = <Value>(value: Value): Value | null => (isUnmeasured ? null : value);
  const ofAll = (ofOne: number | null) => (ofOne === null ? null : ofOne * (count ?? 1));
  const isShortPolling = TRAITS[transport].delivery === 'short-polling';
  const errorPercent = errorsWithLayers(errorsOf(model, processes, layer), layers, layer);
  const planned = transportLatency(model, processes, { ...near, cpuErrorPercent: errorPercent.cpu ?? 0 });
  const waited = <Value>(value: Value): Value | null => (cpuMicrosPerSecond === null ? null : given(value));
  // That of short polling follows from the interval alone.
  const latency = isShortPolling ? planned.latency : waited(planned.latency);
  const traffic = layers.traffic(trafficParts(model, layer, predictors), predictors);
  const gbOf = (way: 'out' | 'in') =>
    gbPerMonth(ofAll(cost[BYTES[layer][way]] === null ? null : trafficSum(traffic[way])));
  const [outGb, inGb] = [gbOf('out'), gbOf('in')];
  const costPerMonth = costOf(input, count, outGb, inGb);
  const cores = given(count);
  const heldOutErrorPercent = heldOutErrors(model, layer);
  const ranges = rangesOf({ model, load, input, processes, errorPercent, outGb, inGb });
  const shortfalls: Shortfall[] = [
    ...(latency && isLate(latency, input) ? ['latency' as const] : []),
    ...(cores !== null && cores > input.cores ? ['cores' as const] : []),
    ...(costPerMonth === null ? ['unknown' as const] : []),
    ...(costPerMonth !== null && isUnmeasured ? ['unmeasured' as const] : []),
  ];
  const said = new Set(beyond.map(({ name }) => name));
  return {
    transport,
    pollIntervalMs: isShortPolling ? intervalMs : null,
    latency,
    tailSubscribers: isShortPolling || model.tail === null ? null : model.measured.subscribers.most,
    p99RangeMs: waited(planned.p99RangeMs),
    busyCores: cores === null || cpuMicrosPerSecond === null ? null : (cores * cpuMicrosPerSecond) / 1e6,
    cores,
    coresSetBy: processes.setBy,
    coresByCpu: given(processes.countByCpu),
    precaution: given(precautionOf(model, input, processes)),
    coresRange: cores === null ? null : ranges.cores,
    memoryBytes: memoryTimes(model, processes) > MOST_TIMES ? null : given(ofAll(cost.memoryBytes)),
    connections: input.subscribers,
    requestsPerSecond: (predictors.emptyPollsPerSecond + predictors.answersPerSecond) * (count ?? 1),
    trafficOutGbPerMonth: given(outGb),
    trafficInGbPerMonth: given(inGb),
    costPerMonth: given(costPerMonth),
    costParts:
      count === null || costPerMonth === null
        ? null
        : given(costParts(input, count, traffic, count * GB_PER_BYTE_SECOND)),
    costPerMonthRange: given(ranges.cost),
    leastCostCompared: given(ranges.leastCostCompared),
    shortfalls,
    // Polls of a busy server were measured in other scenarios.
    extrapolated: cost.extrapolated.filter(
      name => said.has(name) || !cost.beyond.some(one => one.name === name),
    ),
    ...caveatsOf(model, input, processes, layer),
    beyond,
    errorPercent,
    heldOutErrorPercent,
    below: layers.below,
  };
}
