import type { Run } from '../../results/format/run.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { capacityFigure } from '../charts/capacity.ts';
import { changeInWords, crossoverInWords, curveFigure } from '../charts/curve.ts';
import { settingsFigure } from '../charts/settings.ts';
import type { ChartFigure } from '../charts/spec.ts';
import { type Axis, axisOf } from '../model/axis.ts';
import { capacitiesOf } from '../model/capacity.ts';
import { crossChecksOf, silentAt } from '../model/cross-checks.ts';
import { type Measure, metricsOf } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { given, list } from '../text/format.ts';
import { acrossInWords } from '../words/across.ts';
import { concordInWords } from '../words/agreement.ts';
import { capacitiesInWords } from '../words/capacity.ts';
import { leastInWords } from '../words/least.ts';
import { requestsInWords } from '../words/requests.ts';
import { lossInWords } from './recovery.ts';

/** A chart with more unordered settings than this is not readable. */
export const MOST_SETTINGS = 8;

/** What a scenario answers to its own question: sentences, and a picture where there is one. */
export interface ScenarioAnswer {
  sentences: string[];
  picture: ChartFigure | null;
}

/** The measure that answers the question of a scenario: the one it names, or the first it has. */
export function answering(points: readonly PointView[]): Measure | undefined {
  const measures = metricsOf(points);
  const named = points[0]?.scenario.answeredBy;
  return measures.find(({ id }) => id === named) ?? measures[0];
}

/**
 * What a fault cost in deliveries, and whether external tools agree with the lab. Of several
 * points, each sentence has the labels of its points.
 */
function besidesInWords(points: readonly PointView[], run: Run): string[] {
  const said = points.flatMap(view =>
    [lossInWords(view), concordInWords(crossChecksOf(run, view), silentAt(run, view))].flatMap(sentence =>
      sentence === null ? [] : [{ sentence, label: `“${view.point.label}”` }],
    ),
  );
  return [...Map.groupBy(said, ({ sentence }) => sentence)].map(([sentence, those]) =>
    those.length === points.length ? sentence : `${list(those.map(({ label }) => label))}. ${sentence}`,
  );
}

/**
 * Where the transports change places along an axis. Where none is known to, who is lowest along it.
 * Where none are compared, how the measure changes.
 */
function alongInWords(axis: Axis, measure: Measure, preset: Preset): string {
  const named = axis.placed.map(({ view, x }) => ({ view, name: `${given(x)} ${axis.unit}` }));
  return (
    crossoverInWords(axis, measure) ??
    acrossInWords(named, measure, preset) ??
    `${measure.title}. ${changeInWords(axis, measure)}`
  );
}

/**
 * The answer of a scenario in one measure: at its only point, or over all of its points.
 */
export function scenarioAnswer(points: readonly PointView[], run: Run): ScenarioAnswer {
  const { preset } = run.run;
  const [first] = points;
  const none = { sentences: [], picture: null };
  if (!first) return none;
  const { search } = first.scenario;
  if (search) {
    const capacities = capacitiesOf(points, search.objectiveP99Ms);
    return {
      sentences: [capacitiesInWords(capacities)],
      picture: capacityFigure(capacities, search.objectiveP99Ms),
    };
  }
  if (preset === 'smoke') return { sentences: ['A smoke run is no measurement.'], picture: null };
  if (first.point.load.requests) return { sentences: requestsInWords(points, run), picture: null };
  const measure = answering(points);
  const besides = besidesInWords(points, run);
  if (!measure) return { sentences: besides, picture: null };
  const axis = points.length > 1 ? axisOf(points) : null;
  if (axis) {
    return {
      sentences: [alongInWords(axis, measure, preset), ...besides],
      picture: curveFigure(axis, measure),
    };
  }
  const named = points.map(view => ({ view, name: `“${view.point.label}”` }));
  const found =
    points.length === 1 ? leastInWords(first, measure, preset) : acrossInWords(named, measure, preset);
  return {
    sentences: [...(found === null ? [] : [found]), ...besides],
    picture: points.length <= MOST_SETTINGS ? settingsFigure(points, measure) : null,
  };
}
