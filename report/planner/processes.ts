import type { TransportCostModel } from '../../analysis/cost-model/model.ts';
import {
  type PlannedLoad,
  type PredictedCost,
  predictCost,
  predictorsOf,
} from '../../analysis/cost-model/predict.ts';
import { predictionError95 } from '../../analysis/cost-model/prediction-error.ts';
import { modelled, type Predictors, type Term } from '../../analysis/cost-model/terms.ts';

/** One server process takes one core and is filled to this share: uneven load needs room. */
export const MAX_UTILIZATION = 0.7;

/** A load divided evenly over server processes, and the cost of each process. */
export interface Processes {
  /** Null if the run does not give the CPU of the load. */
  count: number | null;
  /** What needs that many processes: their CPU, or the subscribers that one process carried. */
  setBy: 'cpu' | 'subscribers';
  load: PlannedLoad;
  predictors: Predictors;
  cost: PredictedCost;
  /** Of one process; null if the run does not give it. */
  cpuMicrosPerSecond: number | null;
  /** Half of its 95% prediction interval; null if the fit gives none. */
  cpuError95: number | null;
}

const MICROS_PER_SECOND = 1e6;

const cpuCoefficient = (model: TransportCostModel, term: Term['id']): number =>
  model.fits.cpuMicrosPerSecond?.coefficients.find(one => one.term === term)?.value ?? 0;

const pollsPerSecond = ({ emptyPollsPerSecond, answersPerSecond }: Predictors): number =>
  emptyPollsPerSecond + answersPerSecond;

/**
 * Whether a load has more polls than the grid, and another scenario measured what a poll costs a
 * busy server. A server that sleeps between polls pays far more for each.
 */
export function isBusyPolling(
  { transport, measured, carried }: TransportCostModel,
  load: PlannedLoad,
): boolean {
  const { emptyPollsPerSecond, answersPerSecond, responsesPerSecond } = measured;
  const most = Math.max(emptyPollsPerSecond.most, answersPerSecond.most, responsesPerSecond.most);
  return carried.polls !== null && pollsPerSecond(predictorsOf(transport, load)) > most;
}

interface Cpu {
  microsPerSecond: number | null;
  error95: number | null;
}

/**
 * CPU of a load in µs per second, and half of its 95% prediction interval. For a busy server, polls
 * cost what they were seen to cost, and the interval is that of the other terms.
 */
function cpuOf(model: TransportCostModel, load: PlannedLoad): Cpu {
  const { cpuMicrosPerSecond, error95 } = predictCost(model, load);
  const { transport, carried, fits } = model;
  const { cpuMicrosPerSecond: fit } = fits;
  if (cpuMicrosPerSecond === null || !fit || carried.polls === null || !isBusyPolling(model, load)) {
    return { microsPerSecond: cpuMicrosPerSecond, error95: error95.cpuMicrosPerSecond };
  }
  const predictors = predictorsOf(transport, load);
  const others = { ...predictors, emptyPollsPerSecond: 0, answersPerSecond: 0, coldWakesPerSecond: 0 };
  const values = fit.coefficients.map(({ value }) => value);
  const microsPerSecond =
    modelled(transport, 'cpuMicrosPerSecond', values, others) +
    carried.polls.microsPerPoll * pollsPerSecond(predictors);
  return {
    microsPerSecond,
    error95: predictionError95(transport, 'cpuMicrosPerSecond', fit, others, microsPerSecond),
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

/** The least number of processes of which none has more subscribers than one was seen to carry. */
const bySubscribers = ({ carried }: TransportCostModel, { subscribers }: PlannedLoad): number =>
  carried.subscribers === null ? 1 : Math.ceil(subscribers / carried.subscribers);

/**
 * The least number of processes that fills each to 70% at most, if the load's CPU is `factor` times
 * the prediction, and gives none more subscribers than one process carried in a valid trial. Each
 * process adds the constant cost of running. Null if the CPU is not known, or if the constant cost
 * alone fills a process.
 */
export function processesFor(model: TransportCostModel, load: PlannedLoad, factor = 1): number | null {
  const count = byCpu(model, load, factor);
  return count === null ? null : Math.max(count, bySubscribers(model, load));
}

/** The load of one process and its cost. */
export function dealtOut(model: TransportCostModel, load: PlannedLoad): Processes {
  const count = processesFor(model, load);
  const share = {
    ...load,
    subscribers: load.subscribers / (count ?? 1),
    notificationsPerSecond: load.notificationsPerSecond / (count ?? 1),
  };
  const cpu = cpuOf(model, share);
  return {
    count,
    setBy: bySubscribers(model, load) > (byCpu(model, load, 1) ?? 0) ? 'subscribers' : 'cpu',
    load: share,
    predictors: predictorsOf(model.transport, share),
    cost: predictCost(model, share),
    cpuMicrosPerSecond: cpu.microsPerSecond,
    cpuError95: cpu.error95,
  };
}

/**
 * The queue at one process: its polls or deliveries, served one after another, and the CPU time of
 * each. The constant cost of the process and of its open connections is not part of it.
 */
export function queueOf(
  model: TransportCostModel,
  { predictors, cpuMicrosPerSecond }: Processes,
): { ratePerSecond: number; serviceMs: number } {
  const { deliveriesPerSecond, subscribers } = predictors;
  const polls = pollsPerSecond(predictors);
  const ratePerSecond = polls > 0 ? polls : deliveriesPerSecond;
  const standingMicros =
    cpuCoefficient(model, 'constant') + cpuCoefficient(model, 'connection') * subscribers;
  const micros = Math.max(0, (cpuMicrosPerSecond ?? 0) - standingMicros);
  if (cpuMicrosPerSecond === null || ratePerSecond === 0) return { ratePerSecond, serviceMs: 0 };
  return { ratePerSecond, serviceMs: micros / ratePerSecond / 1000 };
}
