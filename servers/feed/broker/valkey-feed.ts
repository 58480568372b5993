import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Draft } from '../../../scenarios/load/notification.ts';
import { newEpoch } from '../epoch.ts';
import { type Arrival, keptOf, type ServedFeed } from '../feed.ts';
import { createHeldFeed, type FeedOptions } from '../held.ts';
import { APPEND, batchKeyOf, KEYS, RENEW } from './append-script.ts';
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
  /** Called with why an entry of the broker cannot be held; it is passed over. */
  onFault: (fault: Error) => void;
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
const READ_AT_ONCE = 200;
const RETRY_MS = 50;
const BEGIN = '0-0';

/** `[id, [field, value, …]]` */
type StreamEntry = readonly [id: string, fields: readonly string[]];

/** What an entry has: of which epoch it is, its topic, its seq and its text. */
function fieldsOf([, fields]: StreamEntry) {
  const named = new Map<string, string>();
  for (let index = 0; index < fields.length; index += 2)
    named.set(fields[index] as string, fields[index + 1] as string);
  const text = (name: string) => named.get(name) ?? '';
  return { epoch: text('e'), topic: text('t'), seq: Number(text('s')), text: text('n') };
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
  onFault,
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

  const feed = createHeldFeed({ ...held, isCopy: true, epoch: await epochOf() });

  /** Disconnects whoever follows, and waits until nothing listens for them any more. */
  async function disconnect(): Promise<void> {
    onLost();
    // A socket tells that it is closed after the callbacks of one turn.
    await nextTurn();
    await nextTurn();
  }

  async function beginAnewIfLost(): Promise<boolean> {
    const epoch = await epochOf();
    if (epoch === feed.epoch) return false;
    await disconnect();
    feed.reset(epoch);
    lastId = BEGIN;
    return true;
  }

  let checking: Promise<boolean> | undefined;
  /**
   * Begins anew where the broker has lost the feed, or another one has taken its place. Returns
   * whether it did. Who reads and who appends may find it at the same time: it is done once.
   */
  function checkEpoch(): Promise<boolean> {
    checking ??= beginAnewIfLost().finally(() => {
      checking = undefined;
    });
    return checking;
  }

  /** Lets topics of which the log has nothing any more begin where the broker has them. */
  async function takeSeqs(): Promise<void> {
    const fields = (await reading.ask(['HGETALL', KEYS.seqs])) as readonly string[];
    for (let index = 0; index < fields.length; index += 2)
      feed.beginAfter(fields[index] as string, Number(fields[index + 1]));
  }

  /**
   * Holds an entry, or passes over one of an epoch before. The feed begins anew where the entry is
   * of a later one, or where the numbers went back.
   */
  async function take(entry: StreamEntry): Promise<void> {
    const { epoch, topic, seq, text } = fieldsOf(entry);
    if (epoch !== feed.epoch) return void (await checkEpoch());
    const newestSeq = feed.newestSeq(topic);
    if (seq <= newestSeq && feed.heldOf(topic) > 0) {
      await reading.ask(['EVAL', RENEW, '1', KEYS.epoch, epoch, newEpoch()]);
      return void (await checkEpoch());
    }
    // The broker has dropped what this server had not read yet.
    if (seq > newestSeq + 1 && newestSeq > 0) await disconnect();
    const stored = parseStored(text);
    const payload = feed.packed ? JSON.parse(stored.payloadText) : undefined;
    feed.store({ seq, topic, payload, ...stored });
  }

  /** Reads what came after the last one, and waits for it if it must. Returns how many came. */
  async function readOn(blockMs: number): Promise<number> {
    const block = blockMs === 0 ? [] : ['BLOCK', `${blockMs}`];
    const from = lastId;
    const command = ['XREAD', 'COUNT', `${READ_AT_ONCE}`, ...block, 'STREAMS', KEYS.log, from];
    const entries = entriesOf(await reading.ask(command, blockMs + 2 * BLOCK_MS));
    let id = from;
    for (const entry of entries) {
      // The feed may have begun anew while an answer was awaited.
      if (lastId !== id) return 0;
      try {
        await take(entry);
      } catch (error) {
        onFault(error as Error);
      }
      if (lastId !== id) return 0;
      [id] = entry;
      lastId = id;
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
    const keys = [KEYS.epoch, KEYS.seqs, KEYS.log, batchKeyOf(server)];
    const own = [feed.epoch, `${number}`, `${logCapacity}`];
    const reply = await writing.ask([
      ...['EVAL', APPEND, `${keys.length}`, ...keys, ...own],
      ...batch.flatMap(({ topic, text }) => [topic, text]),
    ]);
    const [outcome, seqs] = reply as unknown as readonly [string, string];
    return outcome === 'lost' ? 'lost' : { seqs: seqs.split(',').map(Number) };
  }

  const batches = createBatches({ send, onLost: async () => void (await checkEpoch()), giveUpMs });
  while ((await readOn(0)) > 0);
  await takeSeqs();
  const following = follow();

  return Object.assign(feed, {
    append(draft: Draft, arrival: Arrival = {}) {
      const waiting = { topic: draft.topic, text: storedText(keptOf(draft, arrival)) };
      // A client waits for its answer; a line of standard input waits for the broker.
      return batches.append(waiting, arrival.receivedAt !== undefined);
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
