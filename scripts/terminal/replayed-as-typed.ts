import type { RunScenario } from '../../results/format/run.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { type Replayed, replayed } from './replayed.ts';
import { optionsGiven, replayWishes } from './trace-options.ts';
import { UsageError } from './usage-error.ts';

/**
 * Fits one scenario to what a command line asks of its trace. Throws UsageError where it has none,
 * or where the trace cannot be replayed.
 */
export function replayedAsTyped(
  scenario: RunScenario,
  preset: Preset,
  values: Parameters<typeof replayWishes>[0],
): Replayed {
  const wishes = replayWishes(values);
  const hasTrace = scenario.points.some(({ load }) => load.arrivals.kind === 'trace');
  if (wishes !== null && !hasTrace) {
    throw new UsageError(`${optionsGiven(values).join(', ')}: scenario ${scenario.id} has no trace`);
  }
  try {
    return replayed(scenario, preset, wishes ?? {});
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
