import { basename } from 'node:path';
import type { RunScenario } from '../../results/format/run.ts';
import type { Load } from '../../scenarios/load/load.ts';

function named(load: Load): Load {
  const { arrivals } = load;
  return arrivals.kind === 'trace'
    ? { ...load, arrivals: { ...arrivals, file: basename(arrivals.file) } }
    : load;
}

/**
 * Scenarios as run.json has them: of a trace the file's name alone. Its digest says which data it
 * is, and the folder would tell readers of the report how someone's disk is arranged.
 */
export function withTraceNames(scenarios: readonly RunScenario[]): RunScenario[] {
  return scenarios.map(scenario => ({
    ...scenario,
    points: scenario.points.map(point => ({ ...point, load: named(point.load) })),
  }));
}
