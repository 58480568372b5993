import { FORMER_NAMES, scenarios } from '../../scenarios/catalogue.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { oneOf } from './usage-error.ts';

/** The scenario that a user names, by its id or a former one. Throws UsageError. */
export function scenarioIn(typed: string): Scenario {
  const ids = scenarios.map(({ id }) => id);
  const found = oneOf('scenario', typed, ids, FORMER_NAMES);
  return scenarios.find(({ id }) => id === found) as Scenario;
}
