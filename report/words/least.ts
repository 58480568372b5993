import { inProse } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { highestOf } from '../model/highest.ts';
import type { Measure } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { type Entry, frontOf, isClose, type Rival, rank, timesFirst } from '../model/rank.ts';
import { list, times, withUnit } from '../text/format.ts';

const named = ({ transport, spread }: Entry, unit: string): string =>
  `${inProse(transport)} (${withUnit(spread.value, unit)})`;

/** `short polling (422 µs, ×3.22)`: a value that is known to be more than the first. */
const namedMore = (rival: Rival, unit: string): string =>
  `${inProse(rival.transport)} (${withUnit(rival.spread.value, unit)}, ${times(timesFirst(rival))})`;

/**
 * Which transport is lowest in a measure at a point, which have more, and which are not decided, in
 * one sentence: with the values, and how many times the first those have that are known to have
 * more. The highest is called so only where each of the others is known to have less. Where
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
  const higher = rivals
    .filter(({ against }) => against.verdict === 'more')
    .toSorted((a, b) => a.spread.value - b.spread.value);
  if (higher.length === 0) return `${measure.title}: not decided by this run.`;
  const inWords = (entries: readonly Entry[]) => list(entries.map(entry => named(entry, measure.unit)));
  const highest = highestOf(view, measure, outcome);
  const moreInWords = (ones: readonly Rival[]) => list(ones.map(one => namedMore(one, measure.unit)));
  const between = higher.filter(one => one !== highest);
  const most = highest ? `, highest with ${moreInWords([highest])}` : '';
  const others = rivals.filter(({ against }) => against.verdict !== 'more');
  if (frontOf(outcome).length === 0) {
    const more =
      between.length > 0 ? `, more than ${inProse(first.transport)} with ${moreInWords(between)}` : '';
    return `${measure.title}: the lowest is not decided by this run between ${inWords([first, ...others])}${more}${most}.`;
  }
  const close = others.filter(isClose);
  const open = others.filter(one => !isClose(one));
  return [
    `${measure.title}: lowest with ${inWords([first])}`,
    close.length > 0 ? `, tied with ${inWords(close)}` : '',
    open.length > 0 ? `, not decided for ${inWords(open)}` : '',
    between.length > 0 ? `, more with ${moreInWords(between)}` : '',
    `${most}.`,
  ].join('');
}
