import type { Run } from '../../results/format/run.ts';
import { type TestedTransport, TRAITS } from '../../scenarios/load/transport.ts';
import { validOf } from '../comparison/transports.ts';
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

/** The load without what the term counts: what the model counts besides. */
function besides(term: Term['id'], predictors: Predictors, eventsPerSecond: number): Predictors {
  const { answersPerSecond, emptyPollsPerSecond } = predictors;
  const polls = term === 'delivery' ? answersPerSecond + emptyPollsPerSecond : 0;
  return {
    ...predictors,
    deliveriesPerSecond: 0,
    ...(polls === 0 && { answersPerSecond: 0, emptyPollsPerSecond: 0 }),
    // All followers of an event are served in one wake-up; a short poll comes by itself.
    coldWakesPerSecond: coldWakes(eventsPerSecond + polls),
  };
}

/**
 * What a delivery (long polling: a response) costs the server where one event goes to all
 * subscribers, in µs. It is (CPU − what the model counts besides) / deliveries, for each valid
 * trial of scenario `capacity`. A frame is built once for all followers, so this is less than the
 * coefficient of the grid, in which each event goes to one. Null without a fit or such trials.
 */
export function sharedOf(run: Run, transport: TestedTransport, cpu: CostFit | null): Shared | null {
  const term = sharedTerm(transport);
  if (cpu === null) return null;
  const values = cpu.coefficients.map(({ value }) => value);
  const trials = pointsOf(run, 'capacity').flatMap(point => {
    if (point.load.audience.kind !== 'shared') return [];
    const own = run.trials.filter(
      one => one.scenario === 'capacity' && one.point === point.id && one.transport === transport,
    );
    return validOf(own).flatMap(trial => {
      const seconds = trial.windowMs / 1000;
      const predictors = predictorsOfTrial(trial, point);
      const perSecond = amountOf(term, predictors);
      if (perSecond === 0) return [];
      const others = besides(term, predictors, trial.generator.publishedInWindow / seconds);
      const micros = (trial.server.cpuMicros.user + trial.server.cpuMicros.system) / seconds;
      const left = Math.max(0, micros - modelled(transport, 'cpuMicrosPerSecond', values, others));
      const pollsPerSecond = predictors.answersPerSecond + predictors.emptyPollsPerSecond;
      const { subscribers } = point.load;
      return [{ micros: left / perSecond, perSecond, pollsPerSecond, subscribers }];
    });
  });
  if (trials.length === 0) return null;
  const each = trials.map(({ micros }) => micros);
  return {
    mostMicros: Math.max(...each),
    leastMicros: Math.min(...each),
    mostPerSecond: Math.max(...trials.map(({ perSecond }) => perSecond)),
    mostPollsPerSecond: Math.max(...trials.map(({ pollsPerSecond }) => pollsPerSecond)),
    mostSubscribers: Math.max(...trials.map(({ subscribers }) => subscribers)),
  };
}
