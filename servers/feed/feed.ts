import { encode } from '@msgpack/msgpack';
import {
  type Draft,
  type MonotonicMicros,
  type Notification,
  nowMicros,
} from '../../scenarios/load/notification.ts';
import { withPayload } from '../../scenarios/load/payload-text.ts';

/** A notification in the feed, serialised once for all receivers. */
export interface Entry {
  readonly seq: number;
  readonly topic: string;
  /** The notification as JSON text in UTF-8, without line breaks; its payload as it came. */
  readonly json: Buffer;
  /** The same as MessagePack, if the feed is `packed`; of numbers what a double can hold. */
  readonly messagePack?: Buffer;
}

export type Listener = (entry: Entry) => void;

/** How a draft reached the server. */
export interface Arrival {
  /**
   * When the server received it from a client. If the client set timestamps too, it is delivered
   * with them.
   */
  receivedAt?: MonotonicMicros;
  /** The payload as JSON text on one line, as it came; by default made from the value. */
  payloadText?: string;
}

export interface FeedOptions {
  /** How many notifications are held per topic; the oldest are dropped first. */
  capacityPerTopic?: number;
  /** How many topics are held; a notification for a further topic is refused. */
  maxTopics?: number;
  /** Whether entries hold MessagePack besides JSON. */
  packed?: boolean;
}

export interface Feed {
  /**
   * Numbers and stores a notification, passes it to the topic's listeners, and returns its entry.
   */
  append(draft: Draft, arrival?: Arrival): Entry;
  /**
   * The held notifications after `cursor`, oldest first: about `maxBytes` of them at most, but at
   * least one. Throws CursorGoneError if the feed cannot continue from the cursor without a gap.
   */
  since(topic: string, cursor: number, maxBytes?: number): Entry[];
  /** The newest seq of a topic; 0 before its first notification. */
  cursor(topic: string): number;
  /** Calls `listener` with each further notification, until the returned function is called. */
  subscribe(topic: string, listener: Listener): () => void;
  /** The number of listeners over all topics. */
  listenerCount(): number;
}

/**
 * The feed cannot continue from a cursor. It is older than what is held, or newer than anything
 * sent, as after a restart that lost the feed. Every transport passes `code` and `message` on; over
 * HTTP as 410 Gone.
 */
export class CursorGoneError extends Error {
  readonly code = 'CURSOR_GONE';
  readonly statusCode = 410;

  constructor(cursor: number, oldestSeq: number, newestSeq: number) {
    const held = newestSeq === 0 ? 'nothing' : `${oldestSeq} to ${newestSeq}`;
    super(`cursor ${cursor} cannot be continued: the feed holds ${held}`);
  }
}

/** The feed already holds the maximum number of topics. */
export class FeedFullError extends Error {
  readonly code = 'FEED_FULL';
  readonly statusCode = 507;

  constructor(maxTopics: number) {
    super(`the feed holds ${maxTopics} topics, and no more are allowed`);
  }
}

/** One topic's notifications: a ring in which `seq` is at index `(seq - 1) % capacity`. */
interface Log {
  newestSeq: number;
  readonly ring: Entry[];
}

/** A bounded in-memory log of notifications by topic, which all transports read the same way. */
export function createFeed({
  capacityPerTopic = 1024,
  maxTopics = 100_000,
  packed = false,
}: FeedOptions = {}): Feed {
  const logs = new Map<string, Log>();
  const listeners = new Map<string, Set<Listener>>();

  function logOf(topic: string): Log {
    let log = logs.get(topic);
    if (!log) {
      if (logs.size >= maxTopics) throw new FeedFullError(maxTopics);
      log = { newestSeq: 0, ring: [] };
      logs.set(topic, log);
    }
    return log;
  }

  return {
    append({ topic, payload, ...stamps }, { receivedAt, payloadText = JSON.stringify(payload) } = {}) {
      const { publishedAt = nowMicros(), scheduledAt = publishedAt } = stamps;
      const log = logOf(topic);
      const seq = log.newestSeq + 1;
      const isTraced = receivedAt !== undefined && stamps.publishedAt !== undefined;
      const trace = isTraced ? { receivedAt, answeredAt: nowMicros() } : undefined;
      const head: Omit<Notification, 'payload'> = { seq, topic, scheduledAt, publishedAt, ...trace };
      const entry: Entry = {
        seq,
        topic,
        json: Buffer.from(withPayload(head, payloadText)),
        ...(packed && { messagePack: Buffer.from(encode({ ...head, payload })) }),
      };
      log.newestSeq = seq;
      log.ring[(seq - 1) % capacityPerTopic] = entry;
      // A listener may unsubscribe while it is called, as an answered long poll does. A Set allows
      // that.
      for (const listener of listeners.get(topic) ?? []) listener(entry);
      return entry;
    },

    since(topic, cursor, maxBytes = Number.POSITIVE_INFINITY) {
      const { newestSeq, ring } = logs.get(topic) ?? { newestSeq: 0, ring: [] };
      const oldestSeq = newestSeq - ring.length + 1;
      if (cursor < oldestSeq - 1 || cursor > newestSeq)
        throw new CursorGoneError(cursor, oldestSeq, newestSeq);
      const entries: Entry[] = [];
      let bytes = 0;
      for (let seq = cursor + 1; seq <= newestSeq && (bytes < maxBytes || bytes === 0); seq++) {
        const entry = ring[(seq - 1) % capacityPerTopic] as Entry;
        entries.push(entry);
        bytes += entry.json.length;
      }
      return entries;
    },

    cursor: topic => logs.get(topic)?.newestSeq ?? 0,

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
