import { pathInShort, pathKey } from '../../analysis/runs/paths.ts';
import { inProse, TRANSPORTS } from '../../scenarios/load/transport.ts';
import type { Answer, PartialAnswer } from '../model/needs.ts';
import type { PointView } from '../model/point.ts';
import { capital, list } from '../text/format.ts';

/** `, over a path of 80 ms, 1% loss`; empty for a point without a path. */
export const pathOf = ({ point: { load } }: PointView): string =>
  load.path ? `, over a path of ${pathInShort(load.path)}` : '';

/**
 * The same behind the label of a point. Labels tell the points of a scenario apart, so they name
 * the paths where these differ.
 */
export function unsaidPathOf(view: PointView): string {
  const paths = view.scenario.points.map(({ load }) => (load.path ? pathKey(load.path) : ''));
  return new Set(paths).size > 1 ? '' : pathOf(view);
}

/** A point by its scenario and its label, if the scenario has other points, and by its path. */
export function placeInWords(view: PointView, separator: ', ' | ': '): string {
  const { scenario, point } = view;
  if (scenario.points.length === 1) return `${scenario.title}${pathOf(view)}`;
  return `${scenario.title}${separator}${point.label}${unsaidPathOf(view)}`;
}

const nameOf = ({ path }: PartialAnswer): string => (path ? pathInShort(path) : 'no distance');

const bestOf = ({ best }: PartialAnswer): string =>
  list(TRANSPORTS.filter(transport => best.includes(transport)).map(inProse));

const isSame = (a: PartialAnswer, b: PartialAnswer): boolean =>
  a.best.length === b.best.length && a.best.every(transport => b.best.includes(transport));

/** Paths in one list; those with commas in their names are parted by semicolons. */
const namesOf = (parts: readonly PartialAnswer[]): string => {
  const names = parts.map(nameOf);
  return names.some(name => name.includes(',')) ? names.join('; ') : list(names);
};

/**
 * How the answer to a need changes over other paths, in one line: `At 20 ms and 80 ms: the same. At
 * 300 ms: short polling.` Empty where the run has no other path.
 */
export function overPathsInWords(answer: Answer): string {
  const groups = Map.groupBy(answer.overPaths, part => {
    if (part.best.length === 0) return 'not decided';
    return answer.best.length > 0 && isSame(part, answer) ? 'the same' : bestOf(part);
  });
  return [...groups].map(([what, parts]) => `${capital(`at ${namesOf(parts)}`)}: ${what}.`).join(' ');
}
