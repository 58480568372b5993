import { ratePerSubscriber } from '../../analysis/claims/rates.ts';
import { isIdle } from './idle.ts';
import type { PointView } from './point.ts';

/** How a need is said in sentences. */
export interface NeedWords {
  /** Stands before the best transports: `Events arrive soonest with`. */
  lead: string;
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
    words: { lead: 'Events arrive soonest with', amount: LATENCY, load: '' },
    measures: ['p50'],
    at: isPlain,
  },
  {
    id: 'rare-cpu',
    title: 'Rare updates, little CPU',
    words: { lead: 'Rare updates take the least server CPU with', amount: CPU, load: RARE },
    measures: ['cpu'],
    at: isRare,
  },
  {
    id: 'stream-cpu',
    title: 'A stream, little CPU',
    words: { lead: 'A stream takes the least server CPU with', amount: CPU, load: STREAM },
    measures: ['cpu'],
    at: isStream,
  },
  {
    id: 'rare-bytes',
    title: 'Rare updates, little traffic',
    words: { lead: 'Rare updates take the least traffic with', amount: TRAFFIC, load: RARE },
    measures: ['wire', 'bytes'],
    at: isRare,
  },
  {
    id: 'stream-bytes',
    title: 'A stream, little traffic',
    words: { lead: 'A stream takes the least traffic with', amount: TRAFFIC, load: STREAM },
    measures: ['wire', 'bytes'],
    at: isStream,
  },
  {
    id: 'both-ways',
    title: 'Messages both ways, little CPU',
    words: {
      lead: 'Messages both ways take the least server CPU with',
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
      lead: 'Idle subscribers take the least server CPU with',
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
      lead: 'The first event after connecting comes soonest with',
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
      lead: 'After a fault, subscribers catch up soonest with',
      amount: 'time',
      load: 'catching up after a fault',
    },
    measures: ['caught-up-p50'],
    at: ({ point }) => point.load.fault !== undefined && !point.load.browser,
  },
];
