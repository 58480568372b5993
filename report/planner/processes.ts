import type { TransportCostModel } from '../../analysis/cost-model/model.ts';
import {
  type PlannedLoad,
  type PredictedCost,
  predictCost,
  predictorsOf,
} from '../../analysis/cost-model/predict.ts';
import type { Predictors, Term } from '../../analysis/cost-model/terms.ts';

/** One server process takes one core and is filled to this share: uneven load needs room. */
export const MAX_UTILIZATION = 0.7;

/** A load divided evenly over server processes, and the cost of each process. */
export interface Processes {
  /** Null if the run does not give the CPU of the load. */
  count: number | null;
  load: PlannedLoad;
  predictors: Predictors;
  cost: PredictedCost;
}

const MICROS_PER_SECOND = 1e6;

const cpuCoefficient = (model: TransportCostModel, term: Term['id']): number =>
  model.fits.cpuMicrosPerSecond?.coefficients.find(one => one.term === term)?.value ?? 0;

/**
 * The least number of processes that fills each to 70% at most, if the load's CPU is `factor` times
 * the prediction. Each process adds the constant cost of running. Null if the CPU is not known, or
 * if the constant cost alone fills a process.
 */
export function processesFor(model: TransportCostModel, load: PlannedLoad, factor = 1): number | null {
  const micros = predictCost(model, load).cpuMicrosPerSecond;
  const constantMicros = cpuCoefficient(model, 'constant');
  const roomMicros = MAX_UTILIZATION * MICROS_PER_SECOND - factor * constantMicros;
  if (micros === null || roomMicros <= 0) return null;
  // Rounding errors must not add a process.
  return Math.max(1, Math.ceil((factor * (micros - constantMicros)) / roomMicros - 1e-9));
}

/** The load of one process and its cost. */
export function dealtOut(model: TransportCostModel, load: PlannedLoad): Processes {
  const count = processesFor(model, load);
  const share = {
    ...load,
    subscribers: load.subscribers / (count ?? 1),
    notificationsPerSecond: load.notificationsPerSecond / (count ?? 1),
  };
  return {
    count,
    load: share,
    predictors: predictorsOf(model.transport, share),
    cost: predictCost(model, share),
  };
}

/**
 * The queue at one process: its polls or deliveries, served one after another, and the CPU time of
 * each. The constant cost of the process and of its open connections is not part of it.
 */
export function queueOf(
  model: TransportCostModel,
  { predictors, cost }: Processes,
): { ratePerSecond: number; serviceMs: number } {
  const { emptyPollsPerSecond, answersPerSecond, deliveriesPerSecond, subscribers } = predictors;
  const pollsPerSecond = emptyPollsPerSecond + answersPerSecond;
  const ratePerSecond = pollsPerSecond > 0 ? pollsPerSecond : deliveriesPerSecond;
  const standingMicros =
    cpuCoefficient(model, 'constant') + cpuCoefficient(model, 'connection') * subscribers;
  const micros = Math.max(0, (cost.cpuMicrosPerSecond ?? 0) - standingMicros);
  if (cost.cpuMicrosPerSecond === null || ratePerSecond === 0) return { ratePerSecond, serviceMs: 0 };
  return { ratePerSecond, serviceMs: micros / ratePerSecond / 1000 };
}
