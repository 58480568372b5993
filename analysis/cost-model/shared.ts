import type { Run } from '../../results/format/run.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import { type TestedTransport, TRAITS } from '../../scenarios/load/transport.ts';
import { validOf } from '../comparison/transports.ts';
import { median } from '../statistics/paired-ratios.ts';
import type { CostFit, Shared } from './model.ts';
import { predictorsOfTrial } from './observations.ts';
import { pointsOf } from './points.ts';
import { coldWakes, modelled, type Predictors, type Term } from './terms.ts';

/**
 * The term that an event to many makes cheaper. A long poll is answered for one delivery, and both
 * are one term. A short poll is answered for all of its interval, so its deliveries are apart.
 */
export const sharedTerm = (transport: TestedTransport): Term['id'] =>
  TRAITS[transport].delivery === 'long-polling' ? 'answer' : 'delivery';

/** The deliveries, or the responses of long polling, per second. */
const amountOf = (
  term: Term['id'],
  { deliveriesPerSecond, answersPerSecond, emptyPollsPerSecond }: Predictors,
): number => (term === 'delivery' ? deliveriesPerSecond : answersPerSecond + emptyPollsPerSecond);

/** The load without payload and what the term counts: what the model counts besides. */
function besides(term: Term['id'], predictors: Predictors, eventsPerSecond: number): Predictors {
  const { answersPerSecond, emptyPollsPerSecond } = predictors;
  const polls = term === 'delivery' ? answersPerSecond + emptyPollsPerSecond : 0;
  return {
    ...predictors,
    deliveriesPerSecond: 0,
    payloadKibPerSecond: 0,
    ...(polls === 0 && { answersPerSecond: 0, emptyPollsPerSecond: 0 }),
    // All followers of an event are served in one wake-up; a short poll comes by itself.
    coldWakesPerSecond: coldWakes(eventsPerSecond + polls),
  };
}

/** A valid trial in which each event went to all subscribers, per second. */
interface ToMany {
  subscribers: number;
  eventsPerSecond: number;
  /** Deliveries, or responses of long polling. */
  perSecond: number;
  pollsPerSecond: number;
  kibPerSecond: number;
  /** CPU without all that the model counts besides deliveries and payload. */
  leftMicrosPerSecond: number;
  /** See `Shared`; null without a latency. */
  turn: number | null;
}

const coefficientOf = ({ coefficients }: CostFit, id: Term['id']): number =>
  coefficients.find(({ term }) => term === id)?.value ?? 0;

/**
 * The time from one delivery of an event to the next, in times of the CPU of a delivery. The mean
 * of g deliveries in turn is g/2 · time (analysis/models/push.ts). Periodic events wait for none.
 */
function turnOf(
  { latencyMs }: MeasuredTrial,
  predictors: Predictors,
  fit: CostFit,
  { micros, eventsPerSecond }: { micros: number; eventsPerSecond: number },
): number | null {
  const meanMs = latencyMs?.fromSchedule?.mean ?? null;
  const standing =
    coefficientOf(fit, 'constant') + coefficientOf(fit, 'heartbeat') * predictors.heartbeatsPerSecond;
  const microsPerEvent = (micros - standing) / eventsPerSecond;
  return meanMs === null || !(microsPerEvent > 0) ? null : (2000 * meanMs) / microsPerEvent;
}

function toManyIn(run: Run, scenario: string, transport: TestedTransport, fit: CostFit): ToMany[] {
  const term = sharedTerm(transport);
  const values = fit.coefficients.map(({ value }) => value);
  return pointsOf(run, scenario).flatMap(point => {
    if (point.load.audience.kind !== 'shared') return [];
    const own = run.trials.filter(
      one => one.scenario === scenario && one.point === point.id && one.transport === transport,
    );
    return validOf(own).flatMap(trial => {
      const seconds = trial.windowMs / 1000;
      const predictors = predictorsOfTrial(trial, point);
      const perSecond = amountOf(term, predictors);
      if (perSecond === 0) return [];
      const eventsPerSecond = trial.generator.publishedInWindow / seconds;
      const others = besides(term, predictors, eventsPerSecond);
      const micros = (trial.server.cpuMicros.user + trial.server.cpuMicros.system) / seconds;
      return [
        {
          subscribers: point.load.subscribers,
          eventsPerSecond,
          perSecond,
          pollsPerSecond: predictors.answersPerSecond + predictors.emptyPollsPerSecond,
          kibPerSecond: predictors.payloadKibPerSecond,
          leftMicrosPerSecond: micros - modelled(transport, 'cpuMicrosPerSecond', values, others),
          turn:
            TRAITS[transport].delivery === 'short-polling'
              ? null
              : turnOf(trial, predictors, fit, { micros, eventsPerSecond }),
        },
      ];
    });
  });
}

interface Spread {
  least: number;
  median: number;
  most: number;
}

function spreadOf(values: readonly number[]): Spread | null {
  const middle = median(values);
  return middle === null ? null : { least: Math.min(...values), median: middle, most: Math.max(...values) };
}

/** The payload of a delivery of these trials, in KiB; 0 without trials. */
const kibOfEach = (all: readonly ToMany[]): number =>
  median(all.map(({ kibPerSecond, perSecond }) => kibPerSecond / perSecond)) ?? 0;

/**
 * A KiB of payload in a further delivery: the difference between a further delivery of scenario
 * `slow-consumer` (20 KiB) and one of `capacity` (120 B), by their difference of KiB. The first
 * delivery of an event costs there what the grid says. Not above a KiB of the grid, whose events go
 * to one: that has the same bytes, and the frame is built as well.
 */
function kibOf(
  large: readonly ToMany[],
  small: readonly ToMany[],
  fit: CostFit,
  term: Term['id'],
): Shared['kib'] {
  const most = coefficientOf(fit, 'kib');
  const ofFirst = ({ eventsPerSecond, perSecond, kibPerSecond }: ToMany) =>
    eventsPerSecond * (coefficientOf(fit, term) + (most * kibPerSecond) / perSecond);
  const furthers = spreadOf(
    large
      .filter(({ perSecond, eventsPerSecond }) => perSecond > eventsPerSecond)
      .map(one => (one.leftMicrosPerSecond - ofFirst(one)) / (one.perSecond - one.eventsPerSecond)),
  );
  const smalls = spreadOf(small.map(one => one.leftMicrosPerSecond / one.perSecond));
  const moreKib = kibOfEach(large) - kibOfEach(small);
  if (furthers === null || smalls === null || moreKib <= 0) return null;
  const within = (micros: number) => Math.min(Math.max(0, micros / moreKib), most);
  return {
    micros: within(furthers.median - smalls.median),
    leastMicros: within(furthers.least - smalls.most),
    mostMicros: within(furthers.most - smalls.least),
  };
}

/**
 * What a delivery (long polling: a response) costs the server where one event goes to all
 * subscribers, in µs. It is (CPU − what the model counts besides) / deliveries, for each valid
 * trial of scenario `capacity`. A frame is built once for all followers, so this is less than the
 * coefficient of the grid, in which each event goes to one. A KiB of payload costs what scenario
 * `slow-consumer` says; without it, what the grid says. Null without a fit or trials of `capacity`.
 */
export function sharedOf(run: Run, transport: TestedTransport, cpu: CostFit | null): Shared | null {
  if (cpu === null) return null;
  const trials = toManyIn(run, 'capacity', transport, cpu);
  const large = toManyIn(run, 'slow-consumer', transport, cpu);
  const kib = kibOf(large, trials, cpu, sharedTerm(transport));
  const kibMicros = kib?.micros ?? coefficientOf(cpu, 'kib');
  const micros = spreadOf(
    trials.map(one => Math.max(0, (one.leftMicrosPerSecond - kibMicros * one.kibPerSecond) / one.perSecond)),
  );
  if (micros === null) return null;
  return {
    micros: micros.median,
    mostMicros: micros.most,
    leastMicros: micros.least,
    mostPerSecond: Math.max(...trials.map(({ perSecond }) => perSecond)),
    mostPollsPerSecond: Math.max(...trials.map(({ pollsPerSecond }) => pollsPerSecond)),
    mostSubscribers: Math.max(...trials.map(({ subscribers }) => subscribers)),
    payloadBytes: 1024 * kibOfEach(trials),
    mostKibPerSecond: Math.max(...[...trials, ...large].map(({ kibPerSecond }) => kibPerSecond)),
    kib,
    turn: spreadOf(trials.flatMap(({ turn }) => turn ?? [])),
  };
}
