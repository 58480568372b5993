import { ratePerSubscriber } from '../../analysis/claims/rates.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { isIdle } from './idle.ts';
import { type LatencyPrice, latencyPriceOf } from './latency-price.ts';
import { metricsOf } from './metric.ts';
import type { PointView } from './point.ts';
import { type Entry, isClose, type Rival, rank } from './rank.ts';

/** Something that a reader may need most, and the points of a run that speak of it. */
interface Need {
  id: string;
  title: string;
  /** Ids of measures; the first that a point has decides. */
  measures: readonly string[];
  at(view: PointView): boolean;
}

/** Below this many notifications a second to each subscriber news is rare, from the other on it is a stream. */
export const RARE_PER_SECOND = 0.5;
export const STREAM_PER_SECOND = 5;

/** Loads under which nothing is broken and everybody stays. */
const isPlain = ({ point: { load } }: PointView) =>
  !load.visits &&
  !load.fault &&
  !load.stalledShare &&
  !load.overload &&
  !load.browser &&
  load.arrivals.kind !== 'none';
/** What goes up as well costs for that, too. */
const isOneWay = (view: PointView) => isPlain(view) && view.point.load.senders === undefined;
const isRare = (view: PointView) => isOneWay(view) && Number(rateOf(view)) <= RARE_PER_SECOND;
const isStream = (view: PointView) => isOneWay(view) && Number(rateOf(view)) >= STREAM_PER_SECOND;
const rateOf = ({ point }: PointView) => ratePerSubscriber(point.load) ?? Number.NaN;

const NEEDS: readonly Need[] = [
  { id: 'soon', title: 'News at once', measures: ['p50'], at: isPlain },
  { id: 'rare-cpu', title: 'Rare news, few processors', measures: ['cpu'], at: isRare },
  { id: 'stream-cpu', title: 'A stream, few processors', measures: ['cpu'], at: isStream },
  { id: 'rare-bytes', title: 'Rare news, little traffic', measures: ['wire', 'bytes'], at: isRare },
  { id: 'stream-bytes', title: 'A stream, little traffic', measures: ['wire', 'bytes'], at: isStream },
  {
    id: 'both-ways',
    title: 'Talk both ways, few processors',
    measures: ['cpu'],
    at: ({ point }) => point.load.senders !== undefined,
  },
  {
    id: 'waiting',
    title: 'Many who wait for nothing',
    measures: ['idle-cpu'],
    at: isIdle,
  },
  {
    id: 'start',
    title: 'A quick start',
    measures: ['to-first'],
    at: ({ point }) => point.load.visits !== undefined,
  },
  {
    id: 'back',
    title: 'Soon whole again after a break',
    measures: ['whole-p50'],
    at: ({ point }) => point.load.fault !== undefined && !point.load.browser,
  },
];

/** One point at which contestants were told apart. */
export interface Decided {
  view: PointView;
  title: string;
  unit: string;
  first: Entry;
  rivals: Rival[];
  /** Those who were compared, and than whom none was resolved to have less. */
  front: Transport[];
  /** What the first pays for it in latency. */
  price: LatencyPrice | null;
}

/** What a run says to a need. */
export interface Answer {
  id: string;
  title: string;
  /** Points that have figures of two contestants or more. */
  compared: number;
  decided: Decided[];
  /** Who was in front most often, and at how many of the decided points. */
  best: Transport[];
  bestAt: number;
  /** At how many of them they were in front together. */
  togetherAt: number;
  /** Who comes next, and at how many points; none where nobody else was ever in front. */
  next: Transport[];
  nextAt: number;
}

function decidedAt(view: PointView, measures: readonly string[], preset: Preset): Decided | 'open' | null {
  const known = metricsOf([view]);
  const measure = measures.map(id => known.find(one => one.id === id)).find(one => one !== undefined);
  if (!measure) return null;
  const outcome = rank(view, measure, preset);
  if (outcome.kind === 'not-compared') return null;
  const { first, rivals } = outcome;
  if (!rivals.some(({ against }) => against.verdict === 'more')) return 'open';
  const close = rivals.filter(isClose);
  const front = [first, ...close].map(({ transport }) => transport);
  const price = latencyPriceOf(view, first.transport, preset);
  return { view, title: measure.title, unit: measure.unit, first, rivals, front, price };
}

/**
 * To each need who was in front at most of its points: nobody was resolved to have less there. Points at which nobody was
 * told apart decide nothing. A need of which the run has no comparison is left out.
 */
export function answersOf(scenarios: readonly PointView[][], preset: Preset): Answer[] {
  return NEEDS.flatMap(({ id, title, measures, at }) => {
    const outcomes = scenarios
      .flat()
      .filter(at)
      .map(view => decidedAt(view, measures, preset))
      .filter(outcome => outcome !== null);
    if (outcomes.length === 0) return [];
    const decided = outcomes.filter(outcome => outcome !== 'open');
    const counts = new Map<Transport, number>();
    for (const transport of decided.flatMap(({ front }) => front)) {
      counts.set(transport, (counts.get(transport) ?? 0) + 1);
    }
    const bestAt = Math.max(0, ...counts.values());
    const best = [...counts].filter(([, count]) => count === bestAt).map(([transport]) => transport);
    const togetherAt = decided.filter(({ front }) => best.every(one => front.includes(one))).length;
    const nextAt = Math.max(0, ...[...counts.values()].filter(count => count < bestAt));
    const next = [...counts].filter(([, count]) => count === nextAt).map(([transport]) => transport);
    return [{ id, title, compared: outcomes.length, decided, best, bestAt, togetherAt, next, nextAt }];
  });
}
