import { counted } from '../../report/text/format.ts';
import type { RunPoint, RunScenario } from '../../results/format/run.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { loadFaults } from '../../scenarios/scenario.ts';
import { UsageError } from './usage-error.ts';

/** What an option of the command line adds to the loads of a run. */
export interface Addition {
  /** As it is typed: `--path`. */
  option: string;
  /** What a point has: `path`. */
  name: string;
  /** What is added, in words, and as the label of a point has it: `over 4g`. */
  words: string;
  label: string;
  /** Whether a load has one of its own. */
  isIn(load: Load): boolean;
  addTo(load: Load): Load;
  /** What only reading a file tells of a load with it, one clause each. */
  faultsOf?(load: Load): string[];
}

/** Scenarios with an addition, and what the command says of it before the first trial. */
export interface Added {
  scenarios: RunScenario[];
  notes: string[];
}

const pointWith = (point: RunPoint, { label, addTo }: Addition): RunPoint => ({
  ...point,
  label: `${point.label}, ${label}`,
  load: addTo(point.load),
});

/** Throws UsageError with the first fault of a load, and the number of the others. */
function refuseFaults(scenarios: readonly RunScenario[], { option, faultsOf = () => [] }: Addition): void {
  const faults = scenarios.flatMap(({ id, points }) =>
    points.flatMap(({ id: point, load }) =>
      [...loadFaults(load), ...faultsOf(load)].map(fault => `${id}, point ${point}: ${fault}`),
    ),
  );
  const [first, ...others] = faults;
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` (and ${counted(others.length, 'more fault')})`;
  throw new UsageError(`${option}: ${first}${more}`);
}

/**
 * Adds to every point that has none of its own. Throws UsageError if all have one, or if a load
 * does not fit what is added.
 */
export function everyPointWith(scenarios: readonly RunScenario[], addition: Addition): Added {
  const { option, name, words } = addition;
  const points = scenarios.flatMap(scenario => scenario.points);
  const own = points.filter(({ load }) => addition.isIn(load)).length;
  if (own === points.length) {
    const ids = scenarios.map(({ id }) => id).join(', ');
    throw new UsageError(`${option}: every point of ${ids} has a ${name} of its own; leave ${option} out`);
  }
  const added = scenarios.map(scenario => ({
    ...scenario,
    points: scenario.points.map(point => (addition.isIn(point.load) ? point : pointWith(point, addition))),
  }));
  refuseFaults(added, addition);
  const kept = own === 0 ? '' : `; ${counted(own, 'point keeps its', 'points keep their')} own ${name}`;
  const note = `${name}: ${words}, at ${counted(points.length - own, 'point')}${kept}`;
  return { scenarios: added, notes: [note] };
}

/**
 * Adds to one point. Throws UsageError if it has one of its own, or if its load does not fit what
 * is added.
 */
export function onePointWith(scenario: RunScenario, point: RunPoint, addition: Addition): RunScenario {
  const { option, name } = addition;
  if (addition.isIn(point.load)) {
    throw new UsageError(
      `${option}: point ${point.id} of ${scenario.id} has a ${name} of its own; leave ${option} out`,
    );
  }
  const added = pointWith(point, addition);
  refuseFaults([{ ...scenario, points: [added] }], addition);
  return { ...scenario, points: scenario.points.map(one => (one === point ? added : one)) };
}
