import { ratePerSubscriber } from '../../analysis/claims/rates.ts';
import { isIdle } from './idle.ts';
import type { PointView } from './point.ts';

/** How a need is said in sentences. */
export interface NeedWords {
  /** What the reader wants of it, in a verdict: `latency`, `rare updates`. Needs may share it. */
  topic: string;
  /** What is taken: `server CPU`. */
  amount: string;
  /** Stands after “for”: `rare updates`; empty for all loads. */
  load: string;
}

/** A need that a reader may have, and the points of a run that show it. */
export interface Need {
  id: string;
  title: string;
  words: NeedWords;
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

const LATENCY = 'median latency';
const CPU = 'server CPU';
const TRAFFIC = 'traffic';
const RARE = 'rare updates';
const STREAM = 'a stream';

/** Every need, in the order of the matrix. */
export const NEEDS: readonly Need[] = [
  {
    id: 'soon',
    title: 'Lowest latency',
    words: { topic: 'latency', amount: LATENCY, load: '' },
    measures: ['p50'],
    at: isPlain,
  },
  {
    id: 'rare-cpu',
    title: 'Rare updates, little CPU',
    words: { topic: RARE, amount: CPU, load: RARE },
    measures: ['cpu'],
    at: isRare,
  },
  {
    id: 'stream-cpu',
    title: 'A stream, little CPU',
    words: { topic: STREAM, amount: CPU, load: STREAM },
    measures: ['cpu'],
    at: isStream,
  },
  {
    id: 'rare-bytes',
    title: 'Rare updates, little traffic',
    words: { topic: RARE, amount: TRAFFIC, load: RARE },
    measures: ['wire', 'bytes'],
    at: isRare,
  },
  {
    id: 'stream-bytes',
    title: 'A stream, little traffic',
    words: { topic: STREAM, amount: TRAFFIC, load: STREAM },
    measures: ['wire', 'bytes'],
    at: isStream,
  },
  {
    id: 'both-ways',
    title: 'Messages both ways, little CPU',
    words: {
      topic: 'messages both ways',
      amount: CPU,
      load: 'messages both ways',
    },
    measures: ['cpu'],
    at: ({ point }) => point.load.senders !== undefined,
  },
  {
    id: 'waiting',
    title: 'Many idle subscribers, little CPU',
    words: {
      topic: 'idle subscribers',
      amount: CPU,
      load: 'idle subscribers',
    },
    measures: ['idle-cpu'],
    at: isIdle,
    size: ({ point }) => point.load.subscribers,
  },
  {
    id: 'start',
    title: 'A quick start',
    words: {
      topic: 'a quick start',
      amount: 'time',
      load: 'the first event after connecting',
    },
    measures: ['to-first'],
    at: ({ point }) => point.load.visits !== undefined,
  },
  {
    id: 'back',
    title: 'Quick recovery after a fault',
    words: {
      topic: 'recovery',
      amount: 'time',
      load: 'catching up after a fault',
    },
    measures: ['caught-up-p50'],
    at: ({ point }) => point.load.fault !== undefined && !point.load.browser,
  },
];

/** How many needs share a topic, whether a run answers them or not. */
export const needsOf = (topic: string): number => NEEDS.filter(({ words }) => words.topic === topic).length;
