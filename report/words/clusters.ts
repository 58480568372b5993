import { inProse, type Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import type { Measure } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { frontOf, rank } from '../model/rank.ts';
import { list, midSentence } from '../text/format.ts';

/** Loads that only deliver events, at random moments or evenly spaced. */
const isRegular = ({ point: { load } }: PointView): boolean =>
  !load.senders &&
  !load.visits &&
  !load.fault &&
  !load.stalledShare &&
  !load.overload &&
  !load.browser &&
  !load.path &&
  !load.connection &&
  !load.topology &&
  (load.arrivals.kind === 'poisson' || load.arrivals.kind === 'periodic');

/** The lowest at a point, or tied with it; empty where it decides nothing. */
function lowestAt(view: PointView, measure: Measure, preset: Preset): Transport[] {
  const outcome = rank(view, measure, preset);
  return outcome.kind === 'not-compared' ? [] : frontOf(outcome);
}

interface Regular {
  title: string;
  lowest: Transport[];
}

const titles = (all: readonly Regular[]): string => list(all.map(({ title }) => `“${title}”`));

/** `short polling in “Ticker”` */
const lowestIn = (all: readonly Regular[]): string =>
  list(all.map(({ title, lowest }) => `${list(lowest.map(inProse))} in “${title}”`));

/** Whether clusters change which transport is lowest, of points that decide it. */
function changeInWords(own: readonly Transport[], regular: readonly Regular[], what: string): string {
  const both = own.filter(one => regular.every(({ lowest }) => lowest.includes(one)));
  if (both.length > 0) {
    return `No: ${list(both.map(inProse))} ${both.length === 1 ? 'is' : 'are'} lowest or tied in ${what}, as in ${titles(regular)}.`;
  }
  const [same, other] = [true, false].map(wanted =>
    regular.filter(({ lowest }) => lowest.some(one => own.includes(one)) === wanted),
  ) as [Regular[], Regular[]];
  const start = same.length === 0 ? 'Yes' : 'In part';
  const without = lowestIn([...other, ...same]);
  return `${start}: ${what} is lowest or tied with ${list(own.map(inProse))} here, but with ${without}; the loads differ in rate and size too.`;
}

/**
 * `No: WebSocket is lowest or tied in server CPU per delivery, as in “Ticker”.`: whether clusters
 * change which transport is lowest, against the scenarios of one point that have no trace; empty
 * for another load. `others` is called for a trace alone.
 */
export function clustersInWords(
  [view]: readonly PointView[],
  others: () => readonly PointView[],
  measure: Measure,
  preset: Preset,
): string[] {
  if (view?.point.load.arrivals.kind !== 'trace') return [];
  const regular = others()
    .filter(isRegular)
    .map(one => ({ title: one.scenario.title, lowest: lowestAt(one, measure, preset) }))
    .filter(({ lowest }) => lowest.length > 0);
  const own = lowestAt(view, measure, preset);
  const what = midSentence(measure.title);
  if (regular.length === 0) return [];
  if (own.length === 0) {
    return [
      `Not decided: this run does not say which ${what} is lowest here. Lowest or tied: ${lowestIn(regular)}.`,
    ];
  }
  return [changeInWords(own, regular, what)];
}
