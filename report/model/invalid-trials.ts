import type { Run } from '../../results/format/run.ts';
import type { Trial } from '../../results/format/trial.ts';

/** From this share of trials that do not count on, in %, the run is in doubt. */
const MANY_PERCENT = 20;

/** The gates that fail where the machine was busy with others. */
const DISTURBANCES: readonly string[] = [
  'publisher-lag',
  'publisher-latest',
  'client-cpu',
  'client-loop-delay',
  'steal',
  'others-server',
  'others-clients',
];

const isDisturbed = (trial: Trial): boolean =>
  trial.status === 'invalid' && trial.gates.some(({ id, passed }) => !passed && DISTURBANCES.includes(id));

/** How many of a run's trials do not count, and why not. */
export interface InvalidTrials {
  made: number;
  invalid: number;
  /** Whether they are so many that the run is in doubt. */
  many: boolean;
  /** Whether most of them failed a gate that fails where the machine is busy with others. */
  disturbed: boolean;
}

/** Counts the trials that do not count; those of a search are left out, for which going too far is the way to the answer. */
export function invalidTrials({ run, scenarios, trials }: Run): InvalidTrials {
  const searched = new Set(scenarios.filter(({ search }) => search !== null).map(({ id }) => id));
  const own = trials.filter(({ scenario }) => !searched.has(scenario));
  const invalid = own.filter(({ status }) => status !== 'valid');
  return {
    made: own.length,
    invalid: invalid.length,
    many: run.preset !== 'smoke' && own.length > 0 && 100 * invalid.length >= MANY_PERCENT * own.length,
    disturbed: 2 * invalid.filter(isDisturbed).length > invalid.length,
  };
}
