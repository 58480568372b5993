import { randomUUID } from 'node:crypto';
import { setTimeout as sleep, setImmediate as untilClosed } from 'node:timers/promises';
import { type Draft, nowMicros } from '../../../scenarios/load/notification.ts';
import { newEpoch } from '../epoch.ts';
import type { Arrival, ServedFeed } from '../feed.ts';
import { createHeldFeed, type FeedOptions } from '../held.ts';
import { APPEND, KEYS } from './append-script.ts';
import { type BatchAnswer, createBatches, type Waiting } from './batches.ts';
import { type BrokerAddress, connectToBroker, type Reply } from './connection.ts';
import { parseStored, storedText } from './stored-text.ts';

export interface ValkeyFeedOptions extends Omit<FeedOptions, 'epoch'> {
  address: BrokerAddress;
  /** How many notifications the broker keeps, of all topics together; it may keep a few more. */
  logCapacity?: number;
  /**
   * Called when the broker has lost the feed or a part of it that was not delivered yet. Whoever
   * follows must be disconnected at once: a new attempt is told that its cursor is gone.
   */
  onLost: () => void;
  /** After this time a client is told that its notification was not acknowledged. */
  giveUpMs?: number;
}

/** A feed that several servers share. */
export interface BrokerFeed extends ServedFeed {
  append(draft: Draft, arrival?: Arrival): Promise<{ seq: number }>;
  close(): Promise<void>;
}

const LOG_CAPACITY = 100_000;
const GIVE_UP_MS = 5000;
/** How long the broker waits for news before it answers that there are none. */
const BLOCK_MS = 1000;
const READ_AT_ONCE = 1000;
const RETRY_MS = 50;
const BEGIN = '0-0';

/** `[id, [field, value, …]]` */
type StreamEntry = readonly [id: string, fields: readonly string[]];

function fieldsOf([, fields]: StreamEntry): { topic: string; seq: number; text: string } {
  const named = new Map<string, string>();
  for (let index = 0; index < fields.length; index += 2)
    named.set(fields[index] as string, fields[index + 1] as string);
  return { topic: named.get('t') ?? '', seq: Number(named.get('s')), text: named.get('n') ?? '' };
}

/** The entries of a reply to XREAD of one stream; none where nothing has come. */
const entriesOf = (reply: Reply): readonly StreamEntry[] => {
  const [stream] = (reply ?? []) as unknown as readonly (readonly [string, readonly StreamEntry[]])[];
  return stream?.[1] ?? [];
};

/**
 * A feed on Valkey or Redis: they number the notifications and keep them in a stream; every server
 * follows the stream and holds its newest part in memory, so any server can continue any cursor.
 * Resolves when the stream has been read to its end. Rejects where the broker does not answer.
 */
export async function createValkeyFeed({
  address,
  logCapacity = LOG_CAPACITY,
  onLost,
  giveUpMs = GIVE_UP_MS,
  ...held
}: ValkeyFeedOptions): Promise<BrokerFeed> {
  const [writing, reading] = [connectToBroker(address), connectToBroker(address)];
  const server = randomUUID();
  let lastId = BEGIN;
  let isClosed = false;

  /** The epoch of the broker’s feed: the one that it has, or a new one if it has none. */
  async function epochOf(): Promise<string> {
    await reading.ask(['SET', KEYS.epoch, newEpoch(), 'NX']);
    return `${await reading.ask(['GET', KEYS.epoch])}`;
  }

  const feed = createHeldFeed({ ...held, epoch: await epochOf() });

  /** Disconnects whoever follows, and waits until nothing listens for them any more. */
  async function disconnect(): Promise<void> {
    onLost();
    await untilClosed();
  }

  /** Begins anew where the broker has lost the feed, or another one has taken its place. */
  async function checkEpoch(): Promise<void> {
    const epoch = await epochOf();
    if (epoch === feed.epoch) return;
    await disconnect();
    feed.reset(epoch);
    lastId = BEGIN;
  }

  /** Reads what came after the last one, and waits for it if it must. Returns how many came. */
  async function readOn(blockMs: number): Promise<number> {
    const block = blockMs === 0 ? [] : ['BLOCK', `${blockMs}`];
    const from = lastId;
    const command = ['XREAD', 'COUNT', `${READ_AT_ONCE}`, ...block, 'STREAMS', KEYS.log, from];
    const entries = entriesOf(await reading.ask(command, blockMs + 2 * BLOCK_MS));
    // The feed may have begun anew meanwhile.
    if (lastId !== from) return 0;
    for (const entry of entries) {
      const { topic, seq, text } = fieldsOf(entry);
      const stored = parseStored(text);
      const newestSeq = feed.newestSeq(topic);
      // The broker has dropped what this server had not read yet.
      if (newestSeq > 0 && seq !== newestSeq + 1) await disconnect();
      const payload = feed.packed ? JSON.parse(stored.payloadText) : undefined;
      feed.store({ seq, topic, payload, ...stored });
      lastId = entry[0];
    }
    return entries.length;
  }

  async function follow(): Promise<void> {
    while (!isClosed) {
      try {
        // Nothing for a while, or a break: the broker may have begun anew.
        if ((await readOn(BLOCK_MS)) === 0) await checkEpoch();
      } catch {
        await sleep(RETRY_MS, undefined, { ref: false });
        await checkEpoch().catch(() => {}); // Tried again with the next attempt.
      }
    }
  }

  async function send(batch: readonly Waiting[], number: number): Promise<BatchAnswer> {
    const keys = [KEYS.epoch, KEYS.seqs, KEYS.log, KEYS.batches];
    const own = [feed.epoch, server, `${number}`, `${logCapacity}`];
    const reply = await writing.ask([
      ...['EVAL', APPEND, `${keys.length}`, ...keys, ...own],
      ...batch.flatMap(({ topic, text }) => [topic, text]),
    ]);
    const [outcome, seqs] = reply as unknown as readonly [string, string];
    return outcome === 'lost' ? 'lost' : { seqs: seqs.split(',').map(Number) };
  }

  const batches = createBatches({ send, onLost: checkEpoch, giveUpMs });
  while ((await readOn(0)) > 0);
  const following = follow();

  return Object.assign(feed, {
    append(
      { topic, payload, ...stamps }: Draft,
      { receivedAt, payloadText = JSON.stringify(payload) }: Arrival = {},
    ) {
      const { publishedAt = nowMicros(), scheduledAt = publishedAt } = stamps;
      const isTraced = receivedAt !== undefined && stamps.publishedAt !== undefined;
      const trace = isTraced ? { receivedAt, answeredAt: nowMicros() } : undefined;
      const text = storedText({ scheduledAt, publishedAt, payloadText, ...(trace && { trace }) });
      // A client waits for its answer; a line of standard input waits for the broker.
      return batches.append({ topic, text }, receivedAt !== undefined);
    },
    async close() {
      isClosed = true;
      batches.close();
      writing.close();
      reading.close();
      await following;
    },
  });
}
