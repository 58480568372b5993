import type { TransportCostModel } from '../../analysis/cost-model/model.ts';
import {
  type PlannedLoad,
  type PredictedCost,
  predictCost,
  predictorsOf,
} from '../../analysis/cost-model/predict.ts';
import type { Predictors } from '../../analysis/cost-model/terms.ts';
import { cpuCoefficient, cpuOf, pollsPerSecond } from './cpu.ts';
import { spreadEvents } from './spread-events.ts';

/** One server process takes one core and is filled to this share: uneven load needs room. */
export const MAX_UTILIZATION = 0.7;

/** A load divided evenly over server processes, and the cost of each process. */
export interface Processes {
  /** Null if the run does not give the CPU of the load. */
  count: number | null;
  /**
   * What needs that many: their CPU, the most subscribers that any process carried, the limit of
   * p99, or that one process must not be too far beyond what was measured.
   */
  setBy: 'cpu' | 'subscribers' | MoreFor;
  /** What CPU alone needs by the model; null as above. */
  countByCpu: number | null;
  load: PlannedLoad;
  predictors: Predictors;
  cost: PredictedCost;
  /** Of one process; null if the run does not give it. */
  cpuMicrosPerSecond: number | null;
  /** Half of its 95% prediction interval; null if the fit gives none. */
  cpuError95: number | null;
}

/** Why a load gets more processes than CPU and subscribers need. */
export type MoreFor = 'latency' | 'measured';

const MICROS_PER_SECOND = 1e6;
/** More processes have fewer deliveries of an event each, and so may need still more. */
const MOST_ROUNDS = 30;

/** A process that gets this share of evenly spaced events gets them evenly spaced. */
const NEARLY_ALL = 0.99;

/**
 * The same load with the events as one of `count` processes sees them. Before, an event goes to
 * `deliveriesPerEvent` of all subscribers. Evenly spaced events, a part of which comes to a
 * process, count there as random: that is rather too high a wait than too low.
 */
function dividedEvents(load: PlannedLoad, count: number): PlannedLoad {
  const { deliveriesPerEvent, eventShare } = spreadEvents(load.deliveriesPerEvent, count);
  return {
    ...load,
    deliveriesPerEvent,
    ...(load.isEven && { isEven: eventShare >= NEARLY_ALL }),
  };
}

function byCpu(model: TransportCostModel, load: PlannedLoad, factor: number): number | null {
  const { microsPerSecond: micros } = cpuOf(model, load);
  const constantMicros = cpuCoefficient(model, 'constant');
  const roomMicros = MAX_UTILIZATION * MICROS_PER_SECOND - factor * constantMicros;
  if (micros === null || roomMicros <= 0) return null;
  // Rounding errors must not add a process.
  return Math.max(1, Math.ceil((factor * (micros - constantMicros)) / roomMicros - 1e-9));
}

/**
 * The least number of processes of which none has more subscribers than one of any transport was
 * seen to carry. What a transport carried itself is a lower bound and says as much of how far the
 * search went. So it must not make one transport dearer than another, nor need more than the
 * available cores.
 */
export const bySubscribers = (
  { carried }: TransportCostModel,
  { subscribers }: PlannedLoad,
  coresAvailable: number,
): number =>
  carried.subscribersOfAny === null
    ? 1
    : Math.min(Math.ceil(subscribers / carried.subscribersOfAny), coresAvailable);

/**
 * The least number of processes, from `atLeast` on, that fills each to 70% at most, if the load's
 * CPU is `factor` times the prediction. Each process adds the constant cost of running, and the
 * first delivery of each event that it has. Null if the CPU is not known, or if the constant cost
 * alone fills a process.
 */
export function processesFor(
  model: TransportCostModel,
  load: PlannedLoad,
  { factor = 1, atLeast = 1 } = {},
): number | null {
  let count = atLeast;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const needed = byCpu(model, dividedEvents(load, count), factor);
    if (needed === null) return null;
    if (needed <= count) return count;
    count = needed;
  }
  return count;
}

/** The load of one of so many processes, and its cost. */
function oneOf(
  model: TransportCostModel,
  load: PlannedLoad,
  processes: number,
): Omit<Processes, 'count' | 'countByCpu' | 'setBy'> {
  const share = {
    ...dividedEvents(load, processes),
    subscribers: load.subscribers / processes,
    notificationsPerSecond: load.notificationsPerSecond / processes,
  };
  const cpu = cpuOf(model, share);
  return {
    load: share,
    predictors: predictorsOf(model.transport, share),
    cost: predictCost(model, share),
    cpuMicrosPerSecond: cpu.microsPerSecond,
    cpuError95: cpu.error95,
  };
}

/**
 * The load of one process and its cost, with this number of available cores. `lacks` says what one
 * process lacks: then there are more, if the cores and `mostProcesses` allow as many as help.
 */
export function dealtOut(
  model: TransportCostModel,
  load: PlannedLoad,
  { cores, mostProcesses }: { cores: number; mostProcesses: number },
  lacks: (processes: Processes) => MoreFor | null,
): Processes {
  const bound = bySubscribers(model, load, cores);
  const count = processesFor(model, load, { atLeast: bound });
  const countByCpu = processesFor(model, load);
  const isBound = bound > (byCpu(model, dividedEvents(load, bound), 1) ?? 0);
  const least: Processes = {
    ...oneOf(model, load, count ?? 1),
    count,
    countByCpu,
    setBy: isBound ? 'subscribers' : 'cpu',
  };
  let found = least;
  let missing = count === null ? null : lacks(found);
  for (let more = (count ?? 1) + 1; missing !== null && more <= Math.min(cores, mostProcesses); more++) {
    const next: Processes = { ...oneOf(model, load, more), count: more, countByCpu, setBy: missing };
    const stillMissing = lacks(next);
    if (stillMissing === missing) continue;
    [found, missing] = [next, stillMissing];
  }
  return found;
}

/** The work at one process: events, each with the deliveries or responses that it causes there. */
export interface Queue {
  eventsPerSecond: number;
  deliveriesPerEvent: number;
  /** CPU time of one delivery or response. */
  microsPerDelivery: number;
}

/**
 * The queue at one process: its polls or deliveries, served one after another, and the CPU time of
 * each. Those of one event come together. The constant cost of the process and its heartbeats are
 * not part of it.
 */
export function queueOf(
  model: TransportCostModel,
  { predictors, load, cpuMicrosPerSecond }: Pick<Processes, 'predictors' | 'load' | 'cpuMicrosPerSecond'>,
): Queue {
  const { deliveriesPerSecond, heartbeatsPerSecond } = predictors;
  const { deliveriesPerEvent } = load;
  const polls = pollsPerSecond(predictors);
  const perSecond = polls > 0 ? polls : deliveriesPerSecond;
  const eventsPerSecond = perSecond / deliveriesPerEvent;
  if (cpuMicrosPerSecond === null || perSecond === 0)
    return { eventsPerSecond, deliveriesPerEvent, microsPerDelivery: 0 };
  const standingMicros =
    cpuCoefficient(model, 'constant') + cpuCoefficient(model, 'heartbeat') * heartbeatsPerSecond;
  return {
    eventsPerSecond,
    deliveriesPerEvent,
    microsPerDelivery: Math.max(0, cpuMicrosPerSecond - standingMicros) / perSecond,
  };
}
