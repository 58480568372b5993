import { HELD_DEAD } from '../../analysis/comparison/outcome-measures.ts';
import type { Run } from '../../results/format/run.ts';
import { pathInWords } from '../../scenarios/load/path-words.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { capacityFigure } from '../charts/capacity.ts';
import { changeInWords, crossoverInWords, curveFigure } from '../charts/curve.ts';
import { layersFigure } from '../charts/layers.ts';
import { settingsFigure } from '../charts/settings.ts';
import type { ChartFigure } from '../charts/spec.ts';
import { axisOf, type Curve, curvesOn } from '../model/axis.ts';
import { capacitiesOf } from '../model/capacity.ts';
import { byConnection, chartsByConnection } from '../model/connections.ts';
import { crossChecksOf, silentAt } from '../model/cross-checks.ts';
import { type Measure, metricsOf } from '../model/metric.ts';
import { outcomeMeasures } from '../model/outcome-measures.ts';
import { apartByPath, sharedPath } from '../model/paths.ts';
import { type PointView, viewPoint } from '../model/point.ts';
import { capital, given, list } from '../text/format.ts';
import { acrossInWords } from '../words/across.ts';
import { concordInWords } from '../words/agreement.ts';
import { apartInShort } from '../words/allowance.ts';
import { capacitiesInWords } from '../words/capacity.ts';
import { compressionInWords } from '../words/compression.ts';
import { compressionMemoryInWords } from '../words/compression-memory.ts';
import { handshakesInWords } from '../words/handshakes.ts';
import { layersInWords } from '../words/layers.ts';
import { leastInWords } from '../words/least.ts';
import { noticingInWords } from '../words/noticing.ts';
import {
  connectionsInWords,
  largestPartInWords,
  messagesInWords,
  overheadInWords,
  withoutClustersInWords,
} from '../words/own-answers.ts';
import { requestsInWords } from '../words/requests.ts';
import { uncomparedInWords } from '../words/uncompared.ts';
import { upstreamInWords } from '../words/upstream.ts';
import { lossInWords } from './recovery.ts';

/** A chart with more unordered settings than this is not readable. */
export const MOST_SETTINGS = 8;

/** What a scenario answers to its own question: sentences, and pictures where there are some. */
export interface ScenarioAnswer {
  sentences: string[];
  pictures: ChartFigure[];
}

/** The measure that answers the question of a scenario: the one it names, or the first it has. */
export function answering(points: readonly PointView[]): Measure | undefined {
  const measures = metricsOf(points);
  const named = points[0]?.scenario.answeredBy;
  return measures.find(({ id }) => id === named) ?? measures[0];
}

/**
 * Who noticed a fault, what it cost in deliveries, and whether external tools agree with the lab.
 * Of several points, each sentence has the labels of its points.
 */
function besidesInWords(points: readonly PointView[], run: Run): string[] {
  const said = points.flatMap(view =>
    [
      noticingInWords(view),
      lossInWords(view),
      concordInWords(crossChecksOf(run, view), silentAt(run, view)),
    ].flatMap(sentence => (sentence === null ? [] : [{ sentence, label: `“${view.point.label}”` }])),
  );
  return [...Map.groupBy(said, ({ sentence }) => sentence)].map(([sentence, those]) =>
    those.length === points.length ? sentence : `${list(those.map(({ label }) => label))}. ${sentence}`,
  );
}

/**
 * Where overhead ends along payloads. Else who is lowest along a curve and by how much, and where
 * transports are known to change places. Where none are compared, how the measure changes.
 */
function alongInWords(curve: Curve, measure: Measure, preset: Preset): string {
  const named = curve.placed.map(({ view, x }) => ({ view, name: `${given(x)} ${curve.unit}` }));
  const along = acrossInWords(named, measure, preset) ?? `${measure.title}. ${changeInWords(curve, measure)}`;
  const said =
    overheadInWords(curve, measure, preset) ??
    [along, crossoverInWords(curve, measure)].filter(Boolean).join(' ');
  return curve.shared === null ? said : `${capital(curve.shared)}. ${said}`;
}

const BYTES: readonly string[] = ['wire', 'bytes'];

/** Pictures, and the points at which they draw what verdicts allow. */
interface Drawn {
  pictures: ChartFigure[];
  allowedAt: readonly PointView[];
}

/** One picture, or one for each group that differs by its connection; none for too many points. */
function settingsPictures(points: readonly PointView[], measure: Measure, preset: Preset): Drawn {
  // Bytes over TLS are shown with the layers that they consist of.
  const overTls = points.some(({ point }) => point.load.connection?.tls);
  const byLayer = overTls && BYTES.includes(measure.id) ? byConnection(points) : null;
  if (byLayer) return { pictures: byLayer.map(layersFigure), allowedAt: [] };
  const groups =
    chartsByConnection(points, MOST_SETTINGS) ?? (points.length <= MOST_SETTINGS ? [[...points]] : []);
  return {
    pictures: groups.map(group => settingsFigure(group, measure, preset)),
    allowedAt: groups.flat(),
  };
}

/** The answer in one measure: at the only point, along each curve, or over all of the points. */
function answerBy(points: readonly PointView[], measure: Measure, preset: Preset): ScenarioAnswer & Drawn {
  const [first] = points;
  const axis = points.length > 1 ? axisOf(points) : null;
  if (axis) {
    const curves = curvesOn(axis);
    return {
      sentences: curves.map(curve => alongInWords(curve, measure, preset)),
      pictures: curves.map(curve => curveFigure(curve, measure, preset, curves)),
      allowedAt: curves.flatMap(({ placed }) => placed.map(({ view }) => view)),
    };
  }
  const named = points.map(view => ({ view, name: `“${view.point.label}”` }));
  const found =
    points.length === 1 && first
      ? leastInWords(first, measure, preset)
      : acrossInWords(named, measure, preset);
  return {
    sentences: found === null ? uncomparedInWords(points, measure) : [found],
    ...settingsPictures(points, measure, preset),
  };
}

/** How many dead connections the server still has, where some trial counted them. */
function heldPictures(points: readonly PointView[], preset: Preset): ChartFigure[] {
  const held = outcomeMeasures(points).filter(({ id }) => id === HELD_DEAD);
  return held.flatMap(measure => settingsPictures(points, measure, preset).pictures);
}

/** The points of the scenarios that have one alone. */
const singlePoints = (run: Run): PointView[] =>
  run.scenarios.flatMap(scenario => {
    const [point, ...others] = scenario.points;
    return point && others.length === 0 && !scenario.search ? [viewPoint(run, scenario, point)] : [];
  });

/** The answer of points that are all over a path, or all without. */
function partAnswer(points: readonly PointView[], run: Run): ScenarioAnswer {
  const { preset } = run.run;
  const search = points[0]?.scenario.search;
  if (search) {
    const capacities = capacitiesOf(points, search.objectiveP99Ms);
    return {
      sentences: [capacitiesInWords(capacities)],
      pictures: [capacityFigure(capacities, search.objectiveP99Ms)],
    };
  }
  if (points.some(({ point }) => point.load.requests)) {
    return { sentences: requestsInWords(points, run), pictures: [] };
  }
  const measure = answering(points);
  const answer = measure ? answerBy(points, measure, preset) : { sentences: [], pictures: [], allowedAt: [] };
  const apart = measure && apartInShort(answer.allowedAt, measure, preset);
  const regular = measure && withoutClustersInWords(points, () => singlePoints(run), measure, preset);
  const ofConnections = [
    layersInWords(points) ?? compressionInWords(points),
    compressionMemoryInWords(points),
    handshakesInWords(points),
  ].flatMap(one => one ?? []);
  const own = [
    connectionsInWords(points),
    largestPartInWords(points),
    messagesInWords(points),
    measure && upstreamInWords(points, measure),
  ].flatMap(one => one ?? []);
  return {
    pictures: [...answer.pictures, ...heldPictures(points, preset)],
    sentences: [
      ...ofConnections,
      // What answers the question itself stands instead of the measure that goes with it.
      ...(own.length > 0 ? own : answer.sentences),
      ...(apart ? [apart] : []),
      ...(regular ? [regular] : []),
      ...besidesInWords(points, run),
    ],
  };
}

/** The path in front of an answer over it, because it changes most answers. */
function underPath(
  { sentences, pictures }: ScenarioAnswer,
  points: readonly PointView[],
  isApart: boolean,
): ScenarioAnswer {
  const path = sharedPath(points);
  const [first, ...others] = sentences;
  if (first === undefined) return { sentences, pictures };
  if (path) return { sentences: [`Over ${pathInWords(path)}. ${first}`, ...others], pictures };
  return { sentences: [isApart ? `Over a path. ${first}` : first, ...others], pictures };
}

/** The points without a fault, and those with one: what follows a fault is another question. */
function apartByFault(points: readonly PointView[]): PointView[][] {
  const [without, withFault] = [undefined, true].map(wanted =>
    points.filter(({ point }) => (point.load.fault && true) === wanted),
  );
  return [without, withFault].flatMap(part => (part && part.length > 0 ? [part] : []));
}

/**
 * The answer of a scenario in one measure: at its only point, or over all of its points. Points
 * over a path answer by themselves, and so do points with a fault.
 */
export function scenarioAnswer(points: readonly PointView[], run: Run): ScenarioAnswer {
  const parts = apartByPath(points);
  if (parts.length > 0 && !points[0]?.scenario.search && run.run.preset === 'smoke') {
    return { sentences: ['A smoke run is no measurement.'], pictures: [] };
  }
  const answers = parts.flatMap((byPath, index) =>
    apartByFault(byPath).map(part => underPath(partAnswer(part, run), part, index > 0)),
  );
  return {
    sentences: answers.flatMap(({ sentences }) => sentences),
    pictures: answers.flatMap(({ pictures }) => pictures),
  };
}
