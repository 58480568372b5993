import { LAST_CAUGHT_UP } from '../../analysis/comparison/outcome-measures.ts';
import type { Run } from '../../results/format/run.ts';
import { pathInWords } from '../../scenarios/load/path-words.ts';
import { capacityFigure } from '../charts/capacity.ts';
import type { ChartFigure } from '../charts/spec.ts';
import { capacitiesOf } from '../model/capacity.ts';
import { crossChecksOf, silentAt } from '../model/cross-checks.ts';
import { type Measure, metricsOf } from '../model/metric.ts';
import { apartByPath, sharedPath } from '../model/paths.ts';
import { type PointView, viewPoint } from '../model/point.ts';
import type { Markup } from '../text/html.ts';
import { concordInWords } from '../words/agreement.ts';
import { byPointInWords } from '../words/by-point.ts';
import { capacitiesInWords } from '../words/capacity.ts';
import { compressionInWords } from '../words/compression.ts';
import { compressionMemoryInWords } from '../words/compression-memory.ts';
import { handshakesInWords } from '../words/handshakes.ts';
import { layersInWords } from '../words/layers.ts';
import { noticingInShort, noticingInWords } from '../words/noticing.ts';
import { requestsInWords } from '../words/requests.ts';
import { topologiesInWords } from '../words/topologies.ts';
import { asksForLoss, leadInWords } from './lead.ts';
import { answerBy, heldPictures, NOTHING_DRAWN, NOTHING_SAID, type Said } from './measured-answer.ts';
import { otherReaders, ownAnswer } from './own-answer.ts';
import { lossInWords } from './recovery.ts';

/** What a scenario answers to its own question. */
export interface ScenarioAnswer extends Said {
  /** Where the reader can use the answer; empty for most. */
  links: Markup[];
  /** What else it answers, on demand. */
  more: Said;
}

/**
 * The measure that answers the question of a scenario: the one it names, or the first it has. What
 * is asked after a fault is when all had caught up: the last subscriber, not the median one.
 */
export function answering(points: readonly PointView[]): Measure | undefined {
  const measures = metricsOf(points);
  const named = points[0]?.scenario.answeredBy;
  const own = measures.find(({ id }) => id === named) ?? measures[0];
  return asksForLoss(own) ? (measures.find(({ id }) => id === LAST_CAUGHT_UP.id) ?? own) : own;
}

/** The points of the scenarios that have one alone. */
const singlePoints = (run: Run): PointView[] =>
  run.scenarios.flatMap(scenario => {
    const [point, ...others] = scenario.points;
    return point && others.length === 0 && !scenario.search ? [viewPoint(run, scenario, point)] : [];
  });

/**
 * The answer of points that are all over a path, or all without, and with a fault or without.
 * `whole`: the points whose clients it speaks of, where nobody told them of a fault.
 */
function partAnswer(points: readonly PointView[], run: Run, whole = points): ScenarioAnswer {
  const { preset } = run.run;
  const alone = (sentences: string[], pictures: ChartFigure[]): ScenarioAnswer => ({
    sentences,
    pictures,
    links: [],
    more: NOTHING_SAID,
  });
  const search = points[0]?.scenario.search;
  if (search) {
    const capacities = capacitiesOf(points, search.objectiveP99Ms);
    return alone([capacitiesInWords(capacities)], [capacityFigure(capacities, search.objectiveP99Ms)]);
  }
  if (points.some(({ point }) => point.load.requests)) return alone(requestsInWords(points, run), []);
  // A table shows what each of them adds.
  const deployed = topologiesInWords(points);
  if (deployed) return alone(deployed, []);
  const measure = answering(points);
  const answer = measure ? answerBy(points, measure, preset) : NOTHING_DRAWN;
  const own = ownAnswer(points, measure, run);
  const readers = otherReaders(points, run.run);
  const losses = byPointInWords(points, view => [lossInWords(view)]);
  const lead = measure ? leadInWords(points, measure, preset, () => singlePoints(run), losses) : [];
  // What answers the question itself stands before the measure that goes with it, or instead.
  const [first, ...others] = [
    ...(layersInWords(points) ?? [compressionInWords(points)]),
    compressionMemoryInWords(points),
    handshakesInWords(points),
  ].flatMap(one => one ?? []);
  const noticed = byPointInWords(points, view => [noticingInWords(view)]);
  const noticedInShort = noticingInShort(whole);
  const measured = own?.sentences ?? answer.sentences;
  const isLed = lead.length > 0 && asksForLoss(measure);
  const [short, later] = isLed ? [lead, measured] : [[...lead, ...measured], []];
  return {
    pictures: [...(own?.pictures ?? answer.pictures), ...heldPictures(points, preset)],
    sentences: [
      ...(first === undefined ? short : [first]),
      ...(readers?.sentences ?? []),
      ...(noticedInShort === null ? noticed : [noticedInShort]),
      ...(asksForLoss(measure) ? [] : losses),
      ...byPointInWords(points, view => [concordInWords(crossChecksOf(run, view), silentAt(run, view))]),
    ],
    links: own?.link ? [own.link] : [],
    more: {
      sentences: [
        ...(first === undefined ? later : [...others, ...lead, ...measured]),
        ...(noticedInShort === null ? [] : noticed),
      ],
      pictures: [...(own?.pictures ? (own.others ?? []) : answer.others), ...(readers?.pictures ?? [])],
    },
  };
}

/** The path in front of the first sentence over it, because it changes most answers. */
function underPath(said: ScenarioAnswer, points: readonly PointView[], isApart: boolean): ScenarioAnswer {
  const path = sharedPath(points);
  const [first, ...others] = said.sentences;
  if (first === undefined) return said;
  const where = path ? `Over ${pathInWords(path)}. ` : isApart ? 'Over a path. ' : '';
  return { ...said, sentences: [`${where}${first}`, ...others] };
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
 * over a path answer by themselves, and so do points with a fault: the first of them at once, the
 * others on demand.
 */
export function scenarioAnswer(points: readonly PointView[], run: Run): ScenarioAnswer {
  const parts = apartByPath(points);
  if (parts.length > 0 && !points[0]?.scenario.search && run.run.preset === 'smoke') {
    return {
      sentences: ['A smoke run is no measurement.'],
      pictures: [],
      links: [],
      more: NOTHING_SAID,
    };
  }
  const [first, ...others] = parts.flatMap((byPath, index) =>
    apartByFault(byPath).map((part, at) =>
      underPath(partAnswer(part, run, index + at === 0 ? points : part), part, index > 0),
    ),
  );
  if (!first) return { ...NOTHING_SAID, links: [], more: NOTHING_SAID };
  return {
    ...first,
    more: {
      sentences: [
        ...first.more.sentences,
        ...others.flatMap(({ sentences, more }) => [...sentences, ...more.sentences]),
      ],
      pictures: [
        ...first.more.pictures,
        ...others.flatMap(({ pictures, more }) => [...pictures, ...more.pictures]),
      ],
    },
  };
}
