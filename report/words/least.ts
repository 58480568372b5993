import { inProse } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import type { Measure } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { type Entry, frontOf, isClose, rank } from '../model/rank.ts';
import { list, withUnit } from '../text/format.ts';

const named = ({ transport, spread }: Entry, unit: string): string =>
  `${inProse(transport)} (${withUnit(spread.value, unit)})`;

/**
 * Which transport is lowest in a measure at a point, and which have more, in one sentence. Where
 * nothing is compared, the values and why; null where there is no value.
 */
export function leastInWords(view: PointView, measure: Measure, preset: Preset): string | null {
  const outcome = rank(view, measure, preset);
  if (outcome.kind === 'not-compared') {
    const { entries, reason } = outcome;
    if (entries.length === 0) return null;
    return `${measure.title}: ${list(entries.map(entry => named(entry, measure.unit)))}. Not compared: ${reason}.`;
  }
  const { first, rivals } = outcome;
  const others = rivals.toSorted((a, b) => b.spread.value - a.spread.value);
  if (!others.some(({ against }) => against.verdict === 'more')) {
    return `${measure.title}: not decided by this run.`;
  }
  const isDecided = frontOf(outcome).length > 0;
  const close = isDecided ? rivals.filter(isClose) : [];
  const beside = close.map(entry => named(entry, measure.unit));
  // Only those are named that are known to have more.
  const [last, ...between] = others.filter(({ against }) => against.verdict === 'more');
  const more = between.toReversed().map(entry => named(entry, measure.unit));
  const most = last
    ? `${more.length > 0 ? `, more with ${list(more)}` : ''}, highest with ${named(last, measure.unit)}`
    : '';
  if (!isDecided) return `${measure.title}: the lowest is not decided by this run${most}.`;
  return `${measure.title}: lowest with ${named(first, measure.unit)}${beside.length > 0 ? `, not distinguishable from ${list(beside)}` : ''}${most}.`;
}
