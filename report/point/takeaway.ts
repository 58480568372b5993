import type { Run } from '../../results/format/run.ts';
import { changeInWords, crossoverChecks } from '../charts/curve.ts';
import { type Axis, axisOf } from '../model/axis.ts';
import { capacitiesOf } from '../model/capacity.ts';
import { crossChecksOf, silentAt } from '../model/cross-checks.ts';
import { type Measure, metricsOf } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { capital, given, list } from '../text/format.ts';
import { concordInWords } from '../words/agreement.ts';
import { capacityInWords } from '../words/capacity.ts';
import { leastInWords } from '../words/least.ts';
import { requestsInWords } from '../words/requests.ts';
import { keyFigures } from './key-figures.ts';
import { lossInWords } from './recovery.ts';

/** A sweep has at most this many sentences here; the others stand at their charts. */
const MOST_SENTENCES = 3;
/** At most this many points of a scenario have sentences here. */
const MOST_POINTS = 2;

/**
 * Where the order of transports changes along an axis, measure by measure; for a single transport,
 * how it changes.
 */
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
  return [`The order of the transports is the same at ${numbers} ${axis.unit}, in every measure.`];
}

/** The measures that describe a point on one line: its first, and those of CPU and wire. */
function telling(view: PointView): Measure[] {
  const [first, ...others] = metricsOf([view]);
  const costs = others.filter(({ id }) => id.endsWith('cpu') || id.endsWith('wire'));
  return first ? [first, ...costs] : [];
}

/**
 * The main results of a scenario in sentences, computed from its trials: what each transport
 * carried, where their order changes, or which is lowest and highest at each of a few points.
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
    const label = points.length > 1 ? `${capital(view.point.label)}. ` : '';
    return [`${label}${sentences.join(' ')}`];
  });
}
