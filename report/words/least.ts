import { inProse } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import type { Measure } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { type Entry, isClose, rank } from '../model/rank.ts';
import { list, withUnit } from '../text/format.ts';

const named = ({ transport, spread }: Entry, unit: string): string =>
  `${inProse(transport)} (${withUnit(spread.value, unit)})`;

/**
 * Which transport is lowest in a measure at a point, and which is highest; nothing where nothing is
 * compared.
 */
export function leastInWords(view: PointView, measure: Measure, preset: Preset): string[] {
  const outcome = rank(view, measure, preset);
  if (outcome.kind === 'not-compared') return [];
  const { first, rivals } = outcome;
  const others = rivals.toSorted((a, b) => b.spread.value - a.spread.value);
  if (!others.some(({ against }) => against.verdict === 'more')) {
    return [`${measure.title}: not decided by this run.`];
  }
  const close = rivals.filter(isClose);
  const beside = close.map(entry => named(entry, measure.unit));
  const [last] = others;
  // The highest is named only where it is known to be higher.
  const most = last?.against.verdict === 'more' ? `, highest with ${named(last, measure.unit)}` : '';
  return [
    `${measure.title}: lowest with ${named(first, measure.unit)}${beside.length > 0 ? `, not distinguishable from ${list(beside)}` : ''}${most}.`,
  ];
}

/** The same at the first and at the last of several points, each under its label. */
export function endsInWords(points: readonly PointView[], measure: Measure, preset: Preset): string[] {
  const ends = [points[0], points.length > 1 ? points.at(-1) : undefined];
  return ends.flatMap(view =>
    view ? leastInWords(view, measure, preset).map(sentence => `“${view.point.label}”. ${sentence}`) : [],
  );
}
