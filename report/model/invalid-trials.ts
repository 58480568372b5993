import { DISTURBANCE_GATES, QUOTA_GATES } from '../../analysis/comparison/disturbance-gates.ts';
import type { Run } from '../../results/format/run.ts';
import type { Trial } from '../../results/format/trial.ts';

/** From this share of invalid trials, in %, the run is in doubt. */
const MANY_PERCENT = 20;

const failsOneOf = (trial: Trial, ids: readonly string[]): boolean =>
  trial.status === 'invalid' && trial.gates.some(({ id, passed }) => !passed && ids.includes(id));
const isThrottled = (trial: Trial): boolean => failsOneOf(trial, QUOTA_GATES);
/** Without a quota, these gates fail because other processes use the machine. */
const isKeptBusy = (trial: Trial): boolean => failsOneOf(trial, DISTURBANCE_GATES) && !isThrottled(trial);

/** How many trials of a run do not count, and why. */
export interface InvalidTrials {
  made: number;
  invalid: number;
  /** Whether the run is in doubt because of their number. */
  many: boolean;
  /** What made most of them fail: other processes, or a CPU quota; null if neither. */
  cause: 'others' | 'quota' | null;
}

/** Counts the invalid trials, without those of a search, which exceeds the limit on purpose. */
export function invalidTrials({ run, scenarios, trials }: Run): InvalidTrials {
  const searched = new Set(scenarios.filter(({ search }) => search !== null).map(({ id }) => id));
  const own = trials.filter(({ scenario }) => !searched.has(scenario));
  const invalid = own.filter(({ status }) => status !== 'valid');
  const areMost = (some: readonly Trial[]) => 2 * some.length > invalid.length;
  const others = areMost(invalid.filter(isKeptBusy)) ? 'others' : null;
  return {
    made: own.length,
    invalid: invalid.length,
    many: run.preset !== 'smoke' && own.length > 0 && 100 * invalid.length >= MANY_PERCENT * own.length,
    cause: areMost(invalid.filter(isThrottled)) ? 'quota' : others,
  };
}
