import type { Run } from '../../bench/results.ts';

/** From this share of invalid trials on, in %, the machine was not fit to measure on. */
const MANY_PERCENT = 20;

/** How many of a run's trials do not count, and whether they are so many that the run is in doubt. */
export interface InvalidTrials {
  made: number;
  invalid: number;
  many: boolean;
}

/** Counts the trials that do not count; those of a search are left out, for which going too far is the way to the answer. */
export function invalidTrials({ run, scenarios, trials }: Run): InvalidTrials {
  const searched = new Set(scenarios.filter(({ search }) => search !== null).map(({ id }) => id));
  const own = trials.filter(({ scenario }) => !searched.has(scenario));
  const [made, invalid] = [own.length, own.filter(({ status }) => status !== 'valid').length];
  return {
    made,
    invalid,
    many: run.preset !== 'smoke' && made > 0 && 100 * invalid >= MANY_PERCENT * made,
  };
}
