import type { RunPoint, RunScenario } from './run.ts';

/** The number of blocks at a point of a scenario. */
export const blocksAt = (
  { parameters }: Pick<RunScenario, 'parameters'>,
  { blocks = parameters.blocks }: Pick<RunPoint, 'blocks'>,
): number => blocks;

/**
 * The smallest and the largest number of blocks at any point of these scenarios; both 0 without
 * points.
 */
export function blockRange(scenarios: readonly RunScenario[]): { least: number; most: number } {
  const counts = scenarios.flatMap(scenario => scenario.points.map(point => blocksAt(scenario, point)));
  return counts.length === 0
    ? { least: 0, most: 0 }
    : { least: Math.min(...counts), most: Math.max(...counts) };
}
