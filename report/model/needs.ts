import { ratePerSubscriber } from '../../analysis/claims/rates.ts';
import { byPath, pathKey } from '../../analysis/runs/paths.ts';
import type { Path } from '../../scenarios/load/path.ts';
import { TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { isIdle } from './idle.ts';
import { type LatencyPrice, latencyPriceOf } from './latency-price.ts';
import { metricsOf } from './metric.ts';
import type { PointView } from './point.ts';
import { type Entry, frontOf, type Rival, rank } from './rank.ts';

/** A need that a reader may have, and the points of a run that show it. */
interface Need {
  id: string;
  title: string;
  /** Ids of measures; the first one that a point has is used. */
  measures: readonly string[];
  at(view: PointView): boolean;
  /** The size of a point, where the largest illustrates the need; without it, the first does. */
  size?(view: PointView): number;
}

/**
 * Notifications a second to each subscriber: up to the first updates are rare, from the second they
 * are a stream.
 */
export const RARE_PER_SECOND = 0.5;
export const STREAM_PER_SECOND = 5;

/** Loads without faults, visits or overload. */
const isPlain = ({ point: { load } }: PointView) =>
  !load.visits &&
  !load.fault &&
  !load.stalledShare &&
  !load.overload &&
  !load.browser &&
  load.arrivals.kind !== 'none';
/**
 * Loads in which subscribers send nothing, because messages to the server also cost CPU and bytes.
 */
const isOneWay = (view: PointView) => isPlain(view) && view.point.load.senders === undefined;
const isRare = (view: PointView) => isOneWay(view) && Number(rateOf(view)) <= RARE_PER_SECOND;
const isStream = (view: PointView) => isOneWay(view) && Number(rateOf(view)) >= STREAM_PER_SECOND;
const rateOf = ({ point }: PointView) => ratePerSubscriber(point.load) ?? Number.NaN;

const NEEDS: readonly Need[] = [
  { id: 'soon', title: 'Lowest latency', measures: ['p50'], at: isPlain },
  { id: 'rare-cpu', title: 'Rare updates, little processor time', measures: ['cpu'], at: isRare },
  { id: 'stream-cpu', title: 'A stream, little processor time', measures: ['cpu'], at: isStream },
  { id: 'rare-bytes', title: 'Rare updates, little traffic', measures: ['wire', 'bytes'], at: isRare },
  { id: 'stream-bytes', title: 'A stream, little traffic', measures: ['wire', 'bytes'], at: isStream },
  {
    id: 'both-ways',
    title: 'Messages both ways, little processor time',
    measures: ['cpu'],
    at: ({ point }) => point.load.senders !== undefined,
  },
  {
    id: 'waiting',
    title: 'Many idle subscribers, little processor time',
    measures: ['idle-cpu'],
    at: isIdle,
    size: ({ point }) => point.load.subscribers,
  },
  {
    id: 'start',
    title: 'A quick start',
    measures: ['to-first'],
    at: ({ point }) => point.load.visits !== undefined,
  },
  {
    id: 'back',
    title: 'Quick recovery after a fault',
    measures: ['caught-up-p50'],
    at: ({ point }) => point.load.fault !== undefined && !point.load.browser,
  },
];

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

/** At how many points a transport counts as lowest. */
export interface Count {
  transport: Transport;
  at: number;
}

/** What the points over one path, or those without one, say of a need. */
export interface PartialAnswer {
  /** Null: without an emulated path. */
  path: Path | null;
  /** Points with values of two or more transports under test. */
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
  /** What its points over other paths say, near before far. */
  overPaths: PartialAnswer[];
}

function decidedAt(view: PointView, measures: readonly string[], preset: Preset): Decided | 'open' | null {
  const known = metricsOf([view]);
  const measure = measures.map(id => known.find(one => one.id === id)).find(one => one !== undefined);
  if (!measure) return null;
  const outcome = rank(view, measure, preset);
  if (outcome.kind === 'not-compared') return null;
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
  const outcomes = views.map(view => decidedAt(view, measures, preset)).filter(outcome => outcome !== null);
  if (outcomes.length === 0) return null;
  const decided = outcomes
    .filter(outcome => outcome !== 'open')
    .toSorted((a, b) => size(b.view) - size(a.view));
  const counts = TRANSPORTS.flatMap(transport => {
    const at = decided.filter(({ front }) => front.includes(transport)).length;
    return at === 0 ? [] : [{ transport, at }];
  });
  const leading = counts.filter(({ at }) => at > decided.length / 2);
  const best = leading.map(({ transport }) => transport);
  const bestAt = leading.length === 0 ? 0 : Math.min(...leading.map(({ at }) => at));
  const path = views[0]?.point.load.path ?? null;
  return { path, compared: outcomes.length, decided, counts, best, bestAt };
}

/** Points without a path first, then near before far. */
const nearFirst = (a: PartialAnswer, b: PartialAnswer): number =>
  a.path && b.path ? byPath(a.path, b.path) : Number(a.path !== null) - Number(b.path !== null);

/** Points without a connection of their own, or else all: both would count one load twice. */
function plainFirst(views: readonly PointView[]): readonly PointView[] {
  const plain = views.filter(({ point }) => !point.load.connection);
  return plain.length > 0 ? plain : views;
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
      .flatMap(own => partOf(own, need, preset) ?? [])
      .toSorted(nearFirst);
    return first ? [{ ...first, id: need.id, title: need.title, overPaths }] : [];
  });
}

/**
 * The point that illustrates an answer: one at which one of the best transports is first. Undefined
 * where no transport counts at most points.
 */
export const exampleOf = ({ decided, best }: PartialAnswer): Decided | undefined =>
  decided.find(({ first }) => best.includes(first.transport)) ??
  decided.find(({ front }) => front.some(transport => best.includes(transport)));
