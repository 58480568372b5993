import type { RunPoint, RunScenario } from './run.ts';

/** How many blocks a point of a scenario has. */
export const blocksAt = (
  { parameters }: Pick<RunScenario, 'parameters'>,
  { blocks = parameters.blocks }: Pick<RunPoint, 'blocks'>,
): number => blocks;

/** The fewest and the most blocks that any point of these scenarios has; both 0 of none. */
export function blockRange(scenarios: readonly RunScenario[]): { least: number; most: number } {
  const counts = scenarios.flatMap(scenario => scenario.points.map(point => blocksAt(scenario, point)));
  return counts.length === 0
    ? { least: 0, most: 0 }
    : { least: Math.min(...counts), most: Math.max(...counts) };
}
