import type { Run, RunPoint, RunScenario } from '../../results/format/run.ts';
import { canonical, loadDifferences } from '../runs/pairs.ts';

/** What must be the same at a point, apart from its load. */
const amountOf = ({ parameters, search }: RunScenario, { windowSeconds, blocks }: RunPoint) =>
  canonical({ parameters, search, windowSeconds, blocks: blocks ?? parameters.blocks });

/** The items of either list whose id the other has not, by title. */
function alone<T extends { id: string }>(
  first: readonly T[],
  second: readonly T[],
  nameOf: (one: T) => string,
) {
  const missing = (some: readonly T[], others: readonly T[], which: string) =>
    some
      .filter(({ id }) => !others.some(other => other.id === id))
      .map(one => `${nameOf(one)} is only in the ${which}`);
  return [...missing(first, second, 'first'), ...missing(second, first, 'second')];
}

function pointFaults(first: RunScenario, second: RunScenario, point: RunPoint): string[] {
  const twin = second.points.find(({ id }) => id === point.id);
  if (!twin) return [];
  const options = (load: RunPoint['load']) => canonical(load.transports);
  const differences = [
    ...loadDifferences(point.load, twin.load),
    ...(options(point.load) === options(twin.load) ? [] : ['its transports or their options differ']),
    ...(amountOf(first, point) === amountOf(second, twin) ? [] : ['blocks, window or warm-up differ']),
  ];
  return differences.length === 0 ? [] : [`${first.title}: ${point.label}: ${differences.join('; ')}`];
}

/** What differs between the loads of two runs, each in a few words. */
function loadFaults(first: Run, second: Run): string[] {
  return [
    ...alone(first.scenarios, second.scenarios, ({ title }) => title),
    ...first.scenarios.flatMap(scenario => {
      const twin = second.scenarios.find(({ id }) => id === scenario.id);
      if (!twin) return [];
      // Which numbers a search tries depends on what it found.
      const places =
        scenario.search === null
          ? alone(scenario.points, twin.points, ({ label }) => `${scenario.title}: ${label}`)
          : [];
      return [...places, ...scenario.points.flatMap(point => pointFaults(scenario, twin, point))];
    }),
  ];
}

/** What the lab does about the server's CPU, and whether it did so in a run; older runs lack it. */
const CPU_MEASURES: readonly (readonly [string, (run: Run) => boolean])[] = [
  ['cores were kept awake', ({ environment }) => environment.cpu.serverKeptAwake ?? false],
  ['garbage was collected before the warm-up', ({ environment }) => environment.garbageCollected ?? false],
];

/**
 * Why these runs cannot be joined, in one line that names the run; null if they can. They must have
 * the same loads, blocks and windows. A smoke run measures nothing, an A/A run has its own
 * question, and a joined run has its sessions already.
 */
export function joinFault(runs: readonly Run[]): string | null {
  for (const { run, sessions, trials } of runs) {
    if (run.aa) return `${run.id} is an A/A run: it compares each transport with itself`;
    if (run.preset === 'smoke') return `${run.id} is a smoke run: it measures nothing`;
    if (sessions) return `${run.id} is joined already: join the runs that it was made from`;
    if (trials.length === 0) return `${run.id} has no trial`;
  }
  for (const [done, isDone] of CPU_MEASURES) {
    if (new Set(runs.map(isDone)).size > 1) {
      return `in some of these runs the server’s ${done}, in others not: their CPU values do not compare`;
    }
  }
  const [first, ...others] = runs;
  for (const other of others) {
    if (!first) break;
    const faults = loadFaults(first, other);
    if (faults.length > 0) {
      return `${first.run.id} and ${other.run.id} do not have the same loads: ${faults.join('; ')}`;
    }
  }
  return null;
}
