import { type Draft, type MonotonicMicros, nowMicros } from '../../scenarios/load/notification.ts';
import { createHeldFeed, type Entry, type FeedOptions, type FeedReader, type Numbered } from './held.ts';

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

/** What is kept of a draft: its stamps, those that its publisher left out too, and its payload. */
export function keptOf(
  { payload, topic: _, ...stamps }: Draft,
  { receivedAt, payloadText = JSON.stringify(payload) }: Arrival,
): Pick<Numbered, 'scheduledAt' | 'publishedAt' | 'payloadText' | 'trace'> {
  const { publishedAt = nowMicros(), scheduledAt = publishedAt } = stamps;
  const isTraced = receivedAt !== undefined && stamps.publishedAt !== undefined;
  return {
    scheduledAt,
    publishedAt,
    payloadText,
    ...(isTraced && { trace: { receivedAt, answeredAt: nowMicros() } }),
  };
}

/** A feed that servers deliver, wherever it is numbered. */
export interface ServedFeed extends FeedReader {
  /**
   * Numbers and stores a notification, and tells its number: at once in a feed of this process,
   * later where a broker numbers it. Rejects with BrokerError if that did not acknowledge it.
   */
  append(draft: Draft, arrival?: Arrival): { seq: number } | Promise<{ seq: number }>;
}

/** A feed of this process. */
export interface Feed extends ServedFeed {
  /**
   * Numbers and stores a notification, passes it to the topic's listeners, and returns its entry.
   * A listener that throws stops neither the others nor the publisher.
   */
  append(draft: Draft, arrival?: Arrival): Entry;
}

/** Creates a feed of this process, which numbers its notifications itself. */
export function createFeed(options: FeedOptions = {}): Feed {
  const held = createHeldFeed(options);
  return Object.assign(held, {
    append(draft: Draft, arrival: Arrival = {}): Entry {
      const { topic, payload } = draft;
      return held.store({ seq: held.newestSeq(topic) + 1, topic, payload, ...keptOf(draft, arrival) });
    },
  });
}
