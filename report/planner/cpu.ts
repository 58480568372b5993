import type { Coefficient, TransportCostModel } from '../../analysis/cost-model/model.ts';
import { type PlannedLoad, predictCost, predictorsOf } from '../../analysis/cost-model/predict.ts';
import { predictionError95 } from '../../analysis/cost-model/prediction-error.ts';
import { sharedTerm } from '../../analysis/cost-model/shared.ts';
import { modelled, type Predictors, type Term } from '../../analysis/cost-model/terms.ts';

/** CPU of a load in µs per second, and half of its 95% prediction interval; null if not known. */
export interface Cpu {
  microsPerSecond: number | null;
  error95: number | null;
}

export const cpuCoefficient = (model: TransportCostModel, term: Term['id']): number =>
  model.fits.cpuMicrosPerSecond?.coefficients.find(one => one.term === term)?.value ?? 0;

export const pollsPerSecond = ({ emptyPollsPerSecond, answersPerSecond }: Predictors): number =>
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

/** Whether an event goes to several subscribers, and the run measured what that costs. */
export const isShared = ({ shared }: TransportCostModel, { deliveriesPerEvent }: PlannedLoad): boolean =>
  shared !== null && deliveriesPerEvent > 1;

/**
 * What a delivery costs, in µs, if an event goes to g subscribers: b + (a − b) / g. The first of
 * them costs a, as an event for one does; each other costs b, as in scenario `capacity`.
 */
export function sharedMicros(oneMicros: number, manyMicros: number, deliveriesPerEvent: number): number {
  const further = Math.min(oneMicros, manyMicros);
  return further + (oneMicros - further) / deliveriesPerEvent;
}

/**
 * What the first delivery of an event costs: as in the grid. A long poll of a busy server costs
 * less, but not less than one of an event to many.
 */
function firstMicros(model: TransportCostModel, load: PlannedLoad, { term, value }: Coefficient): number {
  const { carried, shared } = model;
  if (term !== 'answer' || !carried.polls || !shared || !isBusyPolling(model, load)) return value;
  return Math.max(carried.polls.microsPerPoll, Math.min(value, shared.micros));
}

/**
 * The coefficients of the CPU of a load. Where events go to several, those of a delivery and of a
 * KiB are what that costs: a KiB of the first delivery costs what it does in the grid.
 */
function cpuValues(model: TransportCostModel, load: PlannedLoad): number[] {
  const { transport, fits, shared } = model;
  const coefficients = fits.cpuMicrosPerSecond?.coefficients ?? [];
  const { deliveriesPerEvent: many } = load;
  return coefficients.map(one => {
    if (shared === null || many <= 1) return one.value;
    if (one.term === sharedTerm(transport))
      return sharedMicros(firstMicros(model, load, one), shared.micros, many);
    if (one.term === 'kib' && shared.kib !== null) return sharedMicros(one.value, shared.kib.micros, many);
    return one.value;
  });
}

/** How far the trials to which `micros` is the median are from it, at most. */
const offOf = (one: { micros: number; leastMicros: number; mostMicros: number }): number =>
  Math.max(one.mostMicros - one.micros, one.micros - one.leastMicros);

/**
 * CPU of a load with events that go to several. The interval is that of the load in which only the
 * first delivery of each event counts, and for the others the whole range that was measured. That
 * range has the scatter of whole trials already. A KiB of the others that the run did not measure
 * costs between nothing and what it does in the grid.
 */
function sharedCpu(model: TransportCostModel, load: PlannedLoad): Cpu {
  const { transport, shared } = model;
  const { cpuMicrosPerSecond: fit } = model.fits;
  if (!fit || !shared) return { microsPerSecond: null, error95: null };
  const { deliveriesPerEvent } = load;
  const predictors = predictorsOf(transport, load);
  const microsPerSecond = modelled(transport, 'cpuMicrosPerSecond', cpuValues(model, load), predictors);
  const first = {
    ...predictors,
    deliveriesPerSecond: predictors.deliveriesPerSecond / deliveriesPerEvent,
    ...(sharedTerm(transport) === 'answer' && {
      answersPerSecond: predictors.answersPerSecond / deliveriesPerEvent,
    }),
    ...(shared.kib !== null && { payloadKibPerSecond: predictors.payloadKibPerSecond / deliveriesPerEvent }),
  };
  const values = fit.coefficients.map(({ value }) => value);
  const ofFirst = modelled(transport, 'cpuMicrosPerSecond', values, first);
  const error95 = predictionError95(transport, 'cpuMicrosPerSecond', fit, first, ofFirst);
  const further = predictors.deliveriesPerSecond - first.deliveriesPerSecond;
  // Of the payload that scenario capacity had, the range has the scatter too.
  const otherKib = (further * Math.abs(load.payloadBytes - shared.payloadBytes)) / 1024;
  const kibOff = shared.kib === null ? cpuCoefficient(model, 'kib') : offOf(shared.kib);
  const furtherOff = further * offOf(shared) + otherKib * kibOff;
  return { microsPerSecond, error95: error95 === null ? null : error95 + furtherOff };
}

/**
 * CPU of a load in µs per second, and half of its 95% prediction interval. For a busy server, polls
 * cost what they were seen to cost, and the interval is that of the other terms.
 */
export function cpuOf(model: TransportCostModel, load: PlannedLoad): Cpu {
  const { cpuMicrosPerSecond, error95 } = predictCost(model, load);
  const { transport, carried, fits } = model;
  const { cpuMicrosPerSecond: fit } = fits;
  const isAnswer = isShared(model, load) && sharedTerm(transport) === 'answer';
  if (cpuMicrosPerSecond !== null && fit && carried.polls && !isAnswer && isBusyPolling(model, load)) {
    const predictors = predictorsOf(transport, load);
    const others = { ...predictors, emptyPollsPerSecond: 0, answersPerSecond: 0, coldWakesPerSecond: 0 };
    const microsPerSecond =
      modelled(transport, 'cpuMicrosPerSecond', cpuValues(model, load), others) +
      carried.polls.microsPerPoll * pollsPerSecond(predictors);
    return {
      microsPerSecond,
      error95: predictionError95(transport, 'cpuMicrosPerSecond', fit, others, microsPerSecond),
    };
  }
  if (isShared(model, load)) return sharedCpu(model, load);
  return { microsPerSecond: cpuMicrosPerSecond, error95: error95.cpuMicrosPerSecond };
}
