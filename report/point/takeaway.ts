import type { Run } from '../../results/format/run.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { changeInWords, crossoverChecks } from '../charts/curve.ts';
import { type Axis, axisOf } from '../model/axis.ts';
import { capacitiesOf } from '../model/capacity.ts';
import { crossChecksOf, silentAt } from '../model/cross-checks.ts';
import { type Measure, metricsOf } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { type Entry, isClose, rank } from '../model/rank.ts';
import { capital, given, list, withUnit } from '../text/format.ts';
import { concordInWords } from '../words/agreement.ts';
import { capacityInWords } from '../words/capacity.ts';
import { requestsInWords } from '../words/requests.ts';
import { keyFigures } from './key-figures.ts';
import { lossInWords } from './recovery.ts';

/** Sentences of a sweep beyond these stand at their charts only. */
const MOST_SENTENCES = 3;
/** Points of a scenario beyond these speak for themselves only. */
const MOST_POINTS = 2;

const named = ({ transport, spread }: Entry, unit: string): string =>
  `${inProse(transport)} (${withUnit(spread.value, unit)})`;

/** Who has least of a measure at a point, and by how much the last has more; nothing where that is not resolved at all. */
function leastInWords(view: PointView, measure: Measure, preset: Preset): string[] {
  const outcome = rank(view, measure, preset);
  if (outcome.kind === 'not-compared') return [];
  const { first, rivals } = outcome;
  const others = rivals.toSorted((a, b) => b.spread.value - a.spread.value);
  if (!others.some(({ against }) => against.verdict === 'more')) {
    return [`${measure.title}: not resolved by this run.`];
  }
  const close = rivals.filter(isClose);
  const beside = close.map(entry => named(entry, measure.unit));
  const [last] = others;
  // Whoever has most is named only where it is known to have more.
  const most = last?.against.verdict === 'more' ? `, most with ${named(last, measure.unit)}` : '';
  return [
    `${measure.title}: least with ${named(first, measure.unit)}${beside.length > 0 ? `, not told apart from ${list(beside)}` : ''}${most}.`,
  ];
}

/** Where transports change places along an axis, measure by measure; of a single one, how it changes. */
export function axisInWords(axis: Axis): string[] {
  const measures = metricsOf(axis.placed.map(({ view }) => view));
  if (axis.placed.every(({ view }) => view.transports.length < 2)) {
    return measures.map(measure => `${measure.title}. ${changeInWords(axis, measure)}`);
  }
  const found = measures.flatMap(measure => {
    const checks = crossoverChecks(axis, measure);
    return checks.length > 0 ? [`${measure.title}. ${checks.map(({ text }) => text).join(' ')}`] : [];
  });
  if (found.length > 0) return found;
  const numbers = list(axis.placed.map(({ x }) => given(x)));
  return [`No two transports change places in any measure at ${numbers} ${axis.unit}.`];
}

/** What a point is told by on one line: its first measure, and what it costs the processor and the wire. */
function telling(view: PointView): Measure[] {
  const [first, ...others] = metricsOf([view]);
  const costs = others.filter(({ id }) => id.endsWith('cpu') || id.endsWith('wire'));
  return first ? [first, ...costs] : [];
}

/**
 * The sentences that a reader should keep of a scenario, computed from its trials: what each transport carried, where they change
 * places, or who has least and who most at each of a few points.
 */
export function takeaway(points: readonly PointView[], run: Run): string[] {
  const { preset } = run.run;
  const search = points[0]?.scenario.search;
  if (search) return capacitiesOf(points, search.objectiveP99Ms).map(capacityInWords);
  if (preset === 'smoke') return ['A smoke run is no measurement.'];
  if (points[0]?.point.load.requests) return requestsInWords(points, run);
  const axis = points.length > 1 ? axisOf(points) : null;
  if (axis) return axisInWords(axis).slice(0, MOST_SENTENCES);
  const shown = points.slice(0, MOST_POINTS);
  return shown.flatMap(view => {
    const sentences = telling(view).flatMap(measure => leastInWords(view, measure, preset));
    if (sentences.length === 0) sentences.push(keyFigures(view));
    const lost = lossInWords(view);
    if (lost) sentences.push(lost);
    const concord = concordInWords(crossChecksOf(run, view), silentAt(run, view));
    if (concord) sentences.push(concord);
    const label = points.length > 1 ? `${capital(view.point.label)}: ` : '';
    return [`${label}${sentences.join(' ')}`];
  });
}
