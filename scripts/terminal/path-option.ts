import type { NetworkMode } from '../../bench/network/network.ts';
import { counted } from '../../report/text/format.ts';
import type { RunPoint, RunScenario } from '../../results/format/run.ts';
import type { Path } from '../../scenarios/load/path.ts';
import { PATH_NAMES } from '../../scenarios/load/path-presets.ts';
import { pathFromText } from '../../scenarios/load/path-text.ts';
import { pathInWords, pathName } from '../../scenarios/load/path-words.ts';
import { loadFaults } from '../../scenarios/scenario.ts';
import type { Options } from './command.ts';
import { oneOf, UsageError } from './usage-error.ts';

/** The option of the bench and of a single trial that adds a path. */
export const PATH_OPTION = {
  path: {
    type: 'string',
    value: 'PATH',
    help:
      `emulates this path at every point that has none: ${PATH_NAMES.join(', ')}, or ` +
      'rtt=80ms,jitter=10ms,loss=0.5%,down=10mbit,up=2mbit (docs/distance.md)',
  },
} as const satisfies Options;

/** Scenarios over a path, and what the command says of it before the first trial. */
export interface OverPath {
  scenarios: RunScenario[];
  notes: string[];
}

/** The path that was typed, beside a network or none. Throws UsageError. */
export function typedPath(text: string, network: NetworkMode | null): Path {
  if (network === 'loopback') {
    throw new UsageError('--path needs the isolated network; leave --network loopback out');
  }
  try {
    return pathFromText(text, oneOf);
  } catch (error) {
    throw new UsageError(`--path: ${(error as Error).message}`);
  }
}

const hasOwn = ({ load }: RunPoint): boolean => load.path !== undefined;

/** The point over the path, which its label names. */
function overPath(point: RunPoint, path: Path): RunPoint {
  const label = `${point.label}, over ${pathName(path)}`;
  return { ...point, label, load: { ...point.load, path } };
}

/** Throws UsageError with the first fault of a load over its path, and the number of the others. */
function refuseFaults(scenarios: readonly RunScenario[]): void {
  const faults = scenarios.flatMap(({ id, points }) =>
    points.flatMap(point => loadFaults(point.load).map(fault => `${id}, point ${point.id}: ${fault}`)),
  );
  const [first, ...others] = faults;
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` (and ${counted(others.length, 'more fault')})`;
  throw new UsageError(`--path: ${first}${more}`);
}

/**
 * Puts a path under every point that has none of its own. Throws UsageError if all have one, or if
 * a load does not fit the path.
 */
export function everyPointOver(scenarios: readonly RunScenario[], path: Path): OverPath {
  const points = scenarios.flatMap(scenario => scenario.points);
  const own = points.filter(hasOwn).length;
  if (own === points.length) {
    const ids = scenarios.map(({ id }) => id).join(', ');
    throw new UsageError(`--path: every point of ${ids} has a path of its own; leave --path out`);
  }
  const over = scenarios.map(scenario => ({
    ...scenario,
    points: scenario.points.map(point => (hasOwn(point) ? point : overPath(point, path))),
  }));
  refuseFaults(over);
  const kept = own === 0 ? '' : `; ${counted(own, 'point keeps its', 'points keep their')} own path`;
  const note = `path: ${pathInWords(path)}, at ${counted(points.length - own, 'point')}${kept}`;
  return { scenarios: over, notes: [note] };
}

/**
 * Puts a path under one point. Throws UsageError if it has one of its own, or if its load does not
 * fit the path.
 */
export function onePointOver(scenario: RunScenario, point: RunPoint, path: Path): RunScenario {
  if (hasOwn(point)) {
    throw new UsageError(
      `--path: point ${point.id} of ${scenario.id} has a path of its own; leave --path out`,
    );
  }
  const over = overPath(point, path);
  refuseFaults([{ ...scenario, points: [over] }]);
  return { ...scenario, points: scenario.points.map(one => (one === point ? over : one)) };
}
