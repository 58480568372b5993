import type { TransportCostModel } from '../../analysis/cost-model/model.ts';
import {
  type PlannedLoad,
  type PredictedCost,
  predictCost,
  predictorsOf,
} from '../../analysis/cost-model/predict.ts';
import type { Predictors, Term } from '../../analysis/cost-model/terms.ts';

/** One server process takes one core, and is filled no further than this, so that there is room for what is not even. */
export const MAX_UTILIZATION = 0.7;

/** A load that is dealt out evenly over server processes, and what each of them costs. */
export interface Processes {
  /** Null where the run does not tell what CPU the load takes. */
  count: number | null;
  load: PlannedLoad;
  predictors: Predictors;
  cost: PredictedCost;
}

const MICROS_PER_SECOND = 1e6;

const cpuCoefficient = (model: TransportCostModel, term: Term['id']): number =>
  model.fits.cpuMicrosPerSecond?.coefficients.find(one => one.term === term)?.value ?? 0;

/**
 * As many processes as fill each of them to 70% at most, when the load's CPU is `factor` times what the model says. Each has the cost
 * of running at all for itself. Null where that is not known, or fills a process already.
 */
export function processesFor(model: TransportCostModel, load: PlannedLoad, factor = 1): number | null {
  const micros = predictCost(model, load).cpuMicrosPerSecond;
  const constantMicros = cpuCoefficient(model, 'constant');
  const roomMicros = MAX_UTILIZATION * MICROS_PER_SECOND - factor * constantMicros;
  if (micros === null || roomMicros <= 0) return null;
  // A whole number of processes may come out an ulp above it.
  return Math.max(1, Math.ceil((factor * (micros - constantMicros)) / roomMicros - 1e-9));
}

/** The load of one process, with what it costs there. */
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
 * The queue at one process: what is worked off there one after the other, polls or deliveries, and the CPU time of each. What a
 * process spends on running at all and on open connections is nobody's turn, and not in it.
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
