import { encode } from '@msgpack/msgpack';
import type { Cursor } from '../../scenarios/load/cursor.ts';
import { FEED_CAPACITY, FEED_TOPICS } from '../../scenarios/load/feed-limits.ts';
import type { MonotonicMicros, Notification } from '../../scenarios/load/notification.ts';
import { withPayload } from '../../scenarios/load/payload-text.ts';
import { newEpoch } from './epoch.ts';
import { CursorGoneError, FeedFullError } from './errors.ts';

/** A notification in the feed, serialised once for all receivers. */
export interface Entry {
  /** Of the feed. With `seq` it is the cursor of a subscriber that has this notification. */
  readonly epoch: string;
  readonly seq: number;
  readonly topic: string;
  /** The notification as JSON text in UTF-8, without line breaks; its payload as it came. */
  readonly json: Buffer;
  /** The same as MessagePack, if the feed is `packed`; of numbers what a double can hold. */
  readonly messagePack?: Buffer;
}

export type Listener = (entry: Entry) => void;

export interface FeedOptions {
  /** That of a feed which is filled again with all that it held; a new one by default. */
  epoch?: string;
  /** How many notifications are held per topic; the oldest are dropped first. */
  capacityPerTopic?: number;
  /** How many topics are held; a notification for a further topic is refused. */
  maxTopics?: number;
  /** Whether entries hold MessagePack besides JSON. */
  packed?: boolean;
  /**
   * Whether it is a copy of a feed that others have too. Then a cursor with its epoch may be ahead
   * of it: another copy has more already, and what is missing here is about to come.
   */
  isCopy?: boolean;
  /**
   * Called with what a listener throws, when all others have been called. By default it is thrown
   * anew as an uncaught exception, as Node does with a listener of an EventTarget: the notification
   * is stored, and its publisher has done nothing wrong.
   */
  onListenerFault?: (fault: unknown) => void;
  /** Called with each stored notification, and how many listeners get it, before they do. */
  onStored?: (entry: Entry, listeners: number) => void;
}

/** What servers read of a feed. */
export interface FeedReader {
  /**
   * The name of this numbering: a feed that is lost and begins again has another. Of a feed on a
   * broker it changes when the broker has lost it.
   */
  readonly epoch: string;
  /** Whether its entries hold MessagePack. */
  readonly packed: boolean;
  /**
   * The held notifications after a cursor, oldest first: about `maxBytes` of them at most, but at
   * least one. Throws CursorGoneError if the feed cannot continue from the cursor without a gap.
   */
  since(topic: string, after: Cursor, maxBytes?: number): Entry[];
  /** The newest notifications of a topic, oldest first: `count` of them, or all that are held. */
  newest(topic: string, count: number): Entry[];
  /**
   * The cursor that a subscriber starts from, with its epoch: `after`, or else that of the newest
   * notification. Throws CursorGoneError like `since`.
   */
  startOf(topic: string, after?: Cursor): Required<Cursor>;
  /** The newest seq of a topic; 0 before its first notification. */
  newestSeq(topic: string): number;
  /** Calls `listener` with each further notification, until the returned function is called. */
  subscribe(topic: string, listener: Listener): () => void;
  /** The number of listeners over all topics. */
  listenerCount(): number;
}

/** A notification with its number, as it is held. */
export interface Numbered extends Omit<Notification, 'payload'> {
  payload: unknown;
  /** The payload as JSON text on one line, as it came. */
  payloadText: string;
  trace?: { receivedAt: MonotonicMicros; answeredAt: MonotonicMicros };
}

/** What is held of a feed, whoever numbers it. */
export interface HeldFeed extends FeedReader {
  /**
   * Stores a numbered notification, passes it to the topic's listeners, and returns its entry. What
   * is held of the topic must end just before it; otherwise only it is held from then on. A
   * listener that throws stops neither the others nor the caller. Throws FeedFullError.
   */
  store(notification: Numbered): Entry;
  /** Lets a topic of which nothing is known begin after a seq: it has older ones elsewhere. */
  beginAfter(topic: string, seq: number): void;
  /** How many of a topic are held. */
  heldOf(topic: string): number;
  /** Forgets all notifications, and takes another epoch. Listeners stay. */
  reset(epoch: string): void;
}

const OTHER_EPOCH = 'its feed was lost in a restart, or is on another server';

/** One topic's notifications: a ring in which `seq` is at index `(seq - 1) % capacity`. */
interface Log {
  newestSeq: number;
  held: number;
  readonly ring: Entry[];
}

const EMPTY: Log = { newestSeq: 0, held: 0, ring: [] };

function throwLater(fault: unknown): void {
  process.nextTick(() => {
    throw fault;
  });
}

/** A bounded in-memory log of notifications by topic, which all transports read the same way. */
export function createHeldFeed({
  epoch: first = newEpoch(),
  capacityPerTopic = FEED_CAPACITY,
  maxTopics = FEED_TOPICS,
  packed = false,
  isCopy = false,
  onListenerFault = throwLater,
  onStored,
}: FeedOptions = {}): HeldFeed {
  let epoch = first;
  const logs = new Map<string, Log>();
  const listeners = new Map<string, Set<Listener>>();

  function logOf(topic: string): Log {
    let log = logs.get(topic);
    if (!log) {
      if (logs.size >= maxTopics) throw new FeedFullError(maxTopics);
      log = { newestSeq: 0, held: 0, ring: [] };
      logs.set(topic, log);
    }
    return log;
  }

  /** Throws CursorGoneError if there would be a gap after this cursor. */
  function checkHeld(topic: string, cursor: Cursor): void {
    if (cursor.epoch !== undefined && cursor.epoch !== epoch) throw new CursorGoneError(cursor, OTHER_EPOCH);
    const { newestSeq, held } = logs.get(topic) ?? EMPTY;
    if (isCopy && cursor.epoch === epoch && cursor.seq > newestSeq) return;
    const oldestSeq = newestSeq - held + 1;
    if (cursor.seq >= oldestSeq - 1 && cursor.seq <= newestSeq) return;
    const what = newestSeq === 0 ? 'nothing' : `${oldestSeq} to ${newestSeq}`;
    throw new CursorGoneError(cursor, `the feed holds ${what}`);
  }

  function callListeners(entry: Entry): void {
    const faults: unknown[] = [];
    // A listener may unsubscribe while it is called, as an answered long poll does. A Set allows
    // that.
    for (const listener of listeners.get(entry.topic) ?? []) {
      try {
        listener(entry);
      } catch (fault) {
        faults.push(fault);
      }
    }
    for (const fault of faults) onListenerFault(fault);
  }

  function since(topic: string, after: Cursor, maxBytes = Number.POSITIVE_INFINITY): Entry[] {
    checkHeld(topic, after);
    const { newestSeq, ring } = logs.get(topic) ?? EMPTY;
    const entries: Entry[] = [];
    let bytes = 0;
    for (let seq = after.seq + 1; seq <= newestSeq && (bytes < maxBytes || bytes === 0); seq++) {
      const entry = ring[(seq - 1) % capacityPerTopic] as Entry;
      entries.push(entry);
      bytes += entry.json.length;
    }
    return entries;
  }

  const newestSeq = (topic: string) => logs.get(topic)?.newestSeq ?? 0;

  return {
    get epoch() {
      return epoch;
    },
    packed,

    store({ seq, topic, scheduledAt, publishedAt, payload, payloadText, trace }) {
      const log = logOf(topic);
      const head: Omit<Notification, 'payload'> = { seq, topic, scheduledAt, publishedAt, ...trace };
      const entry: Entry = {
        epoch,
        seq,
        topic,
        json: Buffer.from(withPayload(head, payloadText)),
        ...(packed && { messagePack: Buffer.from(encode({ ...head, payload })) }),
      };
      log.held = seq === log.newestSeq + 1 ? Math.min(log.held + 1, capacityPerTopic) : 1;
      log.newestSeq = seq;
      log.ring[(seq - 1) % capacityPerTopic] = entry;
      onStored?.(entry, listeners.get(topic)?.size ?? 0);
      callListeners(entry);
      return entry;
    },

    beginAfter(topic, seq) {
      if (!logs.has(topic)) logOf(topic).newestSeq = seq;
    },

    heldOf: topic => logs.get(topic)?.held ?? 0,

    reset(next) {
      epoch = next;
      logs.clear();
    },

    since,

    newest(topic, count) {
      const { newestSeq, held } = logs.get(topic) ?? EMPTY;
      return since(topic, { seq: newestSeq - Math.min(count, held) });
    },

    startOf(topic, after) {
      if (after === undefined) return { epoch, seq: newestSeq(topic) };
      checkHeld(topic, after);
      return { epoch, seq: after.seq };
    },

    newestSeq,

    subscribe(topic, listener) {
      let set = listeners.get(topic);
      if (!set) {
        set = new Set();
        listeners.set(topic, set);
      }
      set.add(listener);
      return () => {
        const current = listeners.get(topic);
        if (current?.delete(listener) && current.size === 0) listeners.delete(topic);
      };
    },

    listenerCount() {
      let count = 0;
      for (const set of listeners.values()) count += set.size;
      return count;
    },
  };
}
