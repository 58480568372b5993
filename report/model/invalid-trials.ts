import type { Run } from '../../results/format/run.ts';
import type { Trial } from '../../results/format/trial.ts';

/** From this share of invalid trials, in %, the run is in doubt. */
const MANY_PERCENT = 20;

/** The gates that fail when other processes use the machine. */
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

/** How many trials of a run do not count, and why. */
export interface InvalidTrials {
  made: number;
  invalid: number;
  /** Whether the run is in doubt because of their number. */
  many: boolean;
  /** Whether most of them failed a gate that fails when other processes use the machine. */
  disturbed: boolean;
}

/** Counts the invalid trials, without those of a search, which exceeds the limit on purpose. */
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
