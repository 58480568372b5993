import { byPath, pathKey } from '../../analysis/runs/paths.ts';
import type { Path } from '../../scenarios/load/path.ts';
import { isPush, isTested, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { type LatencyPrice, latencyPriceOf } from './latency-price.ts';
import { type Measure, metricsOf } from './metric.ts';
import { NEEDS, type Need, type NeedWords } from './need-list.ts';
import type { PointView } from './point.ts';
import { type Entry, frontOf, type Rival, rank } from './rank.ts';

/** Every need that a run may answer. */
export const allNeeds = (): { id: string; title: string }[] => NEEDS.map(({ id, title }) => ({ id, title }));

/** One point that decides which transports count as lowest. */
export interface Decided {
  view: PointView;
  measureId: string;
  title: string;
  unit: string;
  first: Entry;
  rivals: Rival[];
  /** The transports that count as lowest there, as `frontOf` says. */
  front: Transport[];
  /** How much more latency the first has than the lowest. */
  price: LatencyPrice | null;
}

/** Who counts as lowest at a decided point, and who is known to have more there. */
export interface Split {
  front: Transport[];
  more: Transport[];
}

export const splitOf = ({ front, rivals }: Pick<Decided, 'front' | 'rivals'>): Split => ({
  front,
  more: rivals.filter(({ against }) => against.verdict === 'more').map(({ transport }) => transport),
});

/**
 * Whether a point shows that the best of a need are better than others: one of the best counts
 * there, and each of the others is known to have more.
 */
export const isBetterAt = (
  { front, more }: Split,
  best: readonly Transport[],
  others: readonly Transport[],
): boolean => front.some(one => best.includes(one)) && others.every(one => more.includes(one));

/** A point at which transports are compared by the measure of a need. */
export interface ComparedAt {
  view: PointView;
  measure: Measure;
}

/** At how many points a transport counts as lowest. */
export interface Count {
  transport: Transport;
  at: number;
}

/** What the points over one path, or those without one, say of a need. */
export interface PartialAnswer {
  /** Null: without an emulated path. */
  path: Path | null;
  /** Points with values of two or more transports under test, and how many these are. */
  at: ComparedAt[];
  compared: number;
  /** Those that illustrate the need best first. */
  decided: Decided[];
  /** At how many decided points each transport counts as lowest, in the order of tables. */
  counts: Count[];
  /** The transports that count at more than half of the decided points. */
  best: Transport[];
  /** At how many of them each of the best counts, at least. */
  bestAt: number;
}

/**
 * The answer of a run to a need: from its points without a path or, if it has none, from those over
 * the nearest path.
 */
export interface Answer extends PartialAnswer {
  id: string;
  title: string;
  words: NeedWords;
  /** What its points over other paths say, near before far. */
  overPaths: PartialAnswer[];
}

/** The measure of a need at a point; undefined where the point has none of its measures. */
function measureAt(view: PointView, measures: readonly string[]): Measure | undefined {
  const known = metricsOf([view]);
  return measures.map(id => known.find(one => one.id === id)).find(one => one !== undefined);
}

function decidedAt({ view, measure }: ComparedAt, preset: Preset): Decided | 'open' | 'not-compared' {
  const outcome = rank(view, measure, preset);
  if (outcome.kind === 'not-compared') return 'not-compared';
  const { first, rivals } = outcome;
  const front = frontOf(outcome);
  if (front.length === 0) return 'open';
  const price = latencyPriceOf(view, first.transport, preset);
  return {
    view,
    measureId: measure.id,
    title: measure.title,
    unit: measure.unit,
    first,
    rivals,
    front,
    price,
  };
}

/**
 * The transports that count as lowest at most of these points. Points that decide nothing do not
 * count. Null without a comparison.
 */
function partOf(
  views: readonly PointView[],
  { measures, size = () => 0 }: Need,
  preset: Preset,
): PartialAnswer | null {
  const tried = views.flatMap(view => {
    const measure = measureAt(view, measures);
    return measure ? [{ view, measure, outcome: decidedAt({ view, measure }, preset) }] : [];
  });
  const compared = tried.filter(({ outcome }) => outcome !== 'not-compared');
  if (compared.length === 0) return null;
  const decided = compared
    .flatMap(({ outcome }) => (typeof outcome === 'string' ? [] : [outcome]))
    .toSorted((a, b) => size(b.view) - size(a.view));
  const counts = TRANSPORTS.flatMap(transport => {
    const at = decided.filter(({ front }) => front.includes(transport)).length;
    return at === 0 ? [] : [{ transport, at }];
  });
  const leading = counts.filter(({ at }) => at > decided.length / 2);
  const best = leading.map(({ transport }) => transport);
  const bestAt = leading.length === 0 ? 0 : Math.min(...leading.map(({ at }) => at));
  const path = views[0]?.point.load.path ?? null;
  const at = compared.map(({ view, measure }) => ({ view, measure }));
  return { path, at, compared: at.length, decided, counts, best, bestAt };
}

/** Points without a path first, then near before far. */
const nearFirst = (a: PartialAnswer, b: PartialAnswer): number =>
  a.path && b.path ? byPath(a.path, b.path) : Number(a.path !== null) - Number(b.path !== null);

/** Points with nothing below or in front of them, or else all: both would count one load twice. */
function plainFirst(views: readonly PointView[]): readonly PointView[] {
  const plain = views.filter(({ point: { load } }) => !load.connection && !load.topology);
  return plain.length > 0 ? plain : views;
}

/** Whether a point has both kinds of transports, those that push and those that poll. */
const hasBothKinds = ({ transports }: PointView): boolean =>
  new Set(transports.flatMap(({ transport }) => (isTested(transport) ? [isPush(transport)] : []))).size > 1;

/** The points with both kinds, or else all: one of polls alone says nothing of push. */
function ofBothKinds(views: readonly PointView[]): readonly PointView[] {
  const both = views.filter(hasBothKinds);
  return both.length > 0 ? both : views;
}

/**
 * For each need the transports that lead, for each path and without one: points over different
 * paths never count together. A need without a comparison is left out.
 */
export function answersOf(scenarios: readonly PointView[][], preset: Preset): Answer[] {
  return NEEDS.flatMap(need => {
    const views = plainFirst(scenarios.flat().filter(need.at));
    const groups = Map.groupBy(views, ({ point: { load } }) => (load.path ? pathKey(load.path) : ''));
    const [first, ...overPaths] = [...groups.values()]
      .flatMap(own => partOf(ofBothKinds(own), need, preset) ?? [])
      .toSorted(nearFirst);
    return first ? [{ ...first, id: need.id, title: need.title, words: need.words, overPaths }] : [];
  });
}

/**
 * The point that illustrates an answer: one at which one of the best transports is first. Undefined
 * where no transport counts at most points.
 */
export const exampleOf = ({ decided, best }: PartialAnswer): Decided | undefined =>
  decided.find(({ first }) => best.includes(first.transport)) ??
  decided.find(({ front }) => front.some(transport => best.includes(transport)));
