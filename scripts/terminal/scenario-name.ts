import { FORMER_NAMES, SETS, scenarios } from '../../scenarios/catalogue.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { oneOf, UsageError } from './usage-error.ts';

/** The scenario that a user names, by its id or a former one. Throws UsageError. */
export function scenarioIn(typed: string): Scenario {
  const ids = scenarios.map(({ id }) => id);
  const small = typed.toLowerCase();
  if (!ids.includes(small) && Object.hasOwn(SETS, small)) {
    throw new UsageError(`"${typed}" is a set of scenarios; the bench measures it by --set ${small}`);
  }
  const found = oneOf('scenario', typed, ids, FORMER_NAMES);
  return scenarios.find(({ id }) => id === found) as Scenario;
}
