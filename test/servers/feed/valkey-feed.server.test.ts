import { describe, expect, onTestFinished, test } from 'vitest';
import { nowMicros } from '../../../scenarios/load/notification.ts';
import { KEYS } from '../../../servers/feed/broker/append-script.ts';
import { connectToBroker } from '../../../servers/feed/broker/connection.ts';
import {
  type BrokerFeed,
  createValkeyFeed,
  type ValkeyFeedOptions,
} from '../../../servers/feed/broker/valkey-feed.ts';
import { BrokerError, CursorGoneError } from '../../../servers/feed/errors.ts';
import { brokerAvailable, type RunningBroker, startBroker } from '../../harness/real-broker.ts';

const { isMissing, title } = brokerAvailable();

/** The feed of one server on a broker; it ends with the test. */
async function server(broker: RunningBroker, options: Partial<ValkeyFeedOptions> = {}) {
  const lost: string[] = [];
  const faults: string[] = [];
  const feed: BrokerFeed = await createValkeyFeed({
    address: broker.address,
    onLost: () => lost.push(feed.epoch),
    onFault: ({ message }) => faults.push(message),
    ...options,
  });
  onTestFinished(() => feed.close());
  return { feed, lost, faults };
}

/** A connection of its own to the broker. */
function rawTo({ address }: RunningBroker) {
  const raw = connectToBroker(address);
  onTestFinished(() => raw.close());
  return raw;
}

/** Writes an entry to the log as a server does, with a number of its own. */
const written = (broker: RunningBroker, epoch: string, topic: string, seq: number, text?: string) =>
  rawTo(broker).ask([
    ...['XADD', KEYS.log, '*', 'e', epoch, 't', topic, 's', `${seq}`],
    ...['n', text ?? `{"scheduledAt":1,"publishedAt":1}\n"${seq}"`],
  ]);

/** What a feed holds of a topic after a seq, as seq and payload. */
const heldAfter = (feed: BrokerFeed, topic: string, seq = 0) =>
  feed.since(topic, { seq }).map(({ json }) => {
    const { seq: own, payload } = JSON.parse(json.toString());
    return [own, payload];
  });
const untilHolds = (feed: BrokerFeed, topic: string, seq: number) =>
  expect.poll(() => feed.newestSeq(topic)).toBe(seq);

describe.skipIf(isMissing)(`a feed on ${title}`, () => {
  test('numbers a topic once for all servers, and each holds the same', async () => {
    const broker = await startBroker();
    const [one, other] = [await server(broker), await server(broker)];
    expect(one.feed.epoch).toBe(other.feed.epoch);
    const count = 300;
    const numbers = await Promise.all(
      Array.from({ length: count }, (_, index) => [
        one.feed.append({ topic: 't', payload: `one ${index}` }),
        other.feed.append({ topic: 't', payload: `other ${index}` }),
      ]).flat(),
    );
    expect(numbers.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 2 * count }, (_, index) => index + 1),
    );
    await untilHolds(one.feed, 't', 2 * count);
    await untilHolds(other.feed, 't', 2 * count);
    const held = heldAfter(one.feed, 't');
    expect(heldAfter(other.feed, 't')).toEqual(held);
    // What one server appended keeps its order.
    for (const name of ['one', 'other']) {
      const own = held.map(([, payload]) => payload).filter(text => text.startsWith(`${name} `));
      expect(own).toEqual(Array.from({ length: count }, (_, index) => `${name} ${index}`));
    }
  });

  test('keeps stamps and payload as they came', async () => {
    const { feed } = await server(await startBroker(), { packed: true });
    const payloadText = '{"b": 1.50, "a": "ä\\n€"}';
    const scheduledAt = nowMicros();
    const { seq } = await feed.append(
      { topic: 't', payload: JSON.parse(payloadText), scheduledAt, publishedAt: scheduledAt + 5 },
      { payloadText },
    );
    await untilHolds(feed, 't', seq);
    const [entry] = feed.since('t', { seq: 0 });
    expect(entry?.json.toString()).toContain(payloadText);
    expect(JSON.parse(`${entry?.json}`)).toMatchObject({ seq: 1, scheduledAt, publishedAt: scheduledAt + 5 });
    expect(entry?.messagePack?.length).toBeGreaterThan(20);
  });

  test('a server that comes later continues cursors of before', async () => {
    const broker = await startBroker();
    const first = await server(broker);
    for (const payload of ['a', 'b', 'c']) await first.feed.append({ topic: 't', payload });
    const { epoch } = first.feed;
    await first.feed.close();
    const { feed } = await server(broker);
    expect(feed.startOf('t', { epoch, seq: 1 })).toEqual({ epoch, seq: 1 });
    expect(heldAfter(feed, 't', 1)).toEqual([
      [2, 'b'],
      [3, 'c'],
    ]);
    await feed.append({ topic: 't', payload: 'd' });
    await untilHolds(feed, 't', 4);
  });

  test('takes a cursor that is ahead of its copy: another server has more already', async () => {
    const { feed } = await server(await startBroker());
    const { seq } = await feed.append({ topic: 't', payload: 'a' });
    await untilHolds(feed, 't', seq);
    const ahead = { epoch: feed.epoch, seq: seq + 1 };
    expect(feed.startOf('t', ahead)).toEqual(ahead);
    expect(feed.since('t', ahead)).toEqual([]);
    // Of another epoch, or of none, it is gone as ever.
    expect(() => feed.startOf('t', { epoch: 'aaaaaa', seq: 2 })).toThrow(CursorGoneError);
    expect(() => feed.startOf('t', { seq: 2 })).toThrow(CursorGoneError);
  });

  test('passes what another server appends to its listeners', async () => {
    const broker = await startBroker();
    const [one, other] = [await server(broker), await server(broker)];
    const { promise, resolve } = Promise.withResolvers<number>();
    other.feed.subscribe('t', ({ seq }) => resolve(seq));
    await one.feed.append({ topic: 't', payload: 1 });
    expect(await promise).toBe(1);
  });
});

describe.skipIf(isMissing)(`when ${title} fails`, () => {
  test('a cursor of a feed that it lost is gone, and whoever follows is disconnected', async () => {
    const broker = await startBroker();
    const { feed, lost } = await server(broker);
    for (const payload of ['a', 'b']) await feed.append({ topic: 't', payload });
    await untilHolds(feed, 't', 2);
    const { epoch } = feed;
    await broker.kill();
    // A line of standard input waits for the broker, and is stored in the new feed.
    const waiting = feed.append({ topic: 't', payload: 'A' });
    await broker.restart();
    expect(await waiting).toEqual({ seq: 1 });
    await untilHolds(feed, 't', 1);
    expect(lost).toEqual([epoch]);
    expect(feed.epoch).not.toBe(epoch);
    expect(() => feed.startOf('t', { epoch, seq: 2 })).toThrow(CursorGoneError);
    expect(heldAfter(feed, 't')).toEqual([[1, 'A']]);
  });

  test('a pause doubles nothing and loses nothing', async () => {
    const broker = await startBroker();
    const [one, other] = [await server(broker), await server(broker)];
    const appended: Promise<{ seq: number }>[] = [];
    for (let round = 0; round < 3; round++) {
      const go = broker.pause();
      for (let index = 0; index < 50; index++)
        appended.push(one.feed.append({ topic: 't', payload: round * 50 + index }));
      go();
    }
    const seqs = (await Promise.all(appended)).map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: 150 }, (_, index) => index + 1));
    await untilHolds(other.feed, 't', 150);
    expect(heldAfter(other.feed, 't').map(([, payload]) => payload)).toEqual(
      Array.from({ length: 150 }, (_, index) => index),
    );
  });

  test('a client is told that its notification was not acknowledged', async () => {
    const broker = await startBroker();
    const { feed } = await server(broker, { giveUpMs: 200 });
    await broker.kill();
    const refused = feed.append({ topic: 't', payload: 1 }, { receivedAt: nowMicros() });
    await expect(refused).rejects.toThrow(BrokerError);
    await expect(refused).rejects.toMatchObject({ statusCode: 503, code: 'BROKER_UNAVAILABLE' });
  });

  test('a broker that refuses to store says why', async () => {
    const broker = await startBroker();
    const { feed } = await server(broker);
    await rawTo(broker).ask(['CONFIG', 'SET', 'maxmemory', '1']);
    await expect(feed.append({ topic: 't', payload: 1 })).rejects.toThrow(/OOM|maxmemory/);
  });

  test('what it dropped before a server had read it is a gap that nobody passes over', async () => {
    const broker = await startBroker();
    const { feed, lost } = await server(broker);
    await feed.append({ topic: 't', payload: 'a' });
    await untilHolds(feed, 't', 1);
    await written(broker, feed.epoch, 't', 9);
    await untilHolds(feed, 't', 9);
    expect(lost).toHaveLength(1);
    expect(() => feed.since('t', { seq: 1 })).toThrow(CursorGoneError);
    expect(heldAfter(feed, 't', 8)).toEqual([[9, '9']]);
  });

  test('an entry that cannot be held is reported and passed over', async () => {
    const broker = await startBroker();
    const { feed, faults } = await server(broker, { maxTopics: 1 });
    await feed.append({ topic: 't', payload: 'a' });
    await written(broker, feed.epoch, 't', 2, 'no payload');
    await feed.append({ topic: 'further', payload: 'b' });
    await written(broker, feed.epoch, 't', 2);
    await untilHolds(feed, 't', 2);
    expect(faults).toEqual([
      'a stored notification without a payload',
      'the feed holds 1 topics, and no more are allowed',
    ]);
  });

  test('a feed that was emptied is found by its next entry', async () => {
    const broker = await startBroker();
    const [one, other] = [await server(broker), await server(broker)];
    await one.feed.append({ topic: 't', payload: 'a' });
    await untilHolds(other.feed, 't', 1);
    const { epoch } = one.feed;
    await rawTo(broker).ask(['FLUSHALL']);
    await one.feed.append({ topic: 't', payload: 'A' });
    await expect.poll(() => other.feed.epoch).not.toBe(epoch);
    await untilHolds(other.feed, 't', 1);
    expect(other.feed.epoch).toBe(one.feed.epoch);
    expect(heldAfter(other.feed, 't')).toEqual([[1, 'A']]);
    expect(other.lost).toEqual([epoch]);
  });

  test('numbers that went back begin a new epoch', async () => {
    const broker = await startBroker();
    const { feed, lost } = await server(broker);
    for (const payload of ['a', 'b', 'c']) await feed.append({ topic: 't', payload });
    await untilHolds(feed, 't', 3);
    const { epoch } = feed;
    await rawTo(broker).ask(['HSET', KEYS.seqs, 't', '1']);
    await feed.append({ topic: 't', payload: 'B' });
    await expect.poll(() => feed.epoch).not.toBe(epoch);
    expect(lost).toEqual([epoch]);
    expect(() => feed.startOf('t', { epoch, seq: 3 })).toThrow(CursorGoneError);
    const { seq } = await feed.append({ topic: 't', payload: 'C' });
    await untilHolds(feed, 't', seq);
    expect(heldAfter(feed, 't', seq - 1)).toEqual([[seq, 'C']]);
  });

  test('a topic that the log has no more begins where it was', async () => {
    const broker = await startBroker();
    const first = await server(broker);
    for (const payload of ['a', 'b']) await first.feed.append({ topic: 't', payload });
    await rawTo(broker).ask(['DEL', KEYS.log]);
    const { feed, lost } = await server(broker);
    expect(feed.startOf('t').seq).toBe(2);
    await first.feed.append({ topic: 't', payload: 'c' });
    await untilHolds(feed, 't', 3);
    expect([heldAfter(feed, 't', 2), lost]).toEqual([[[3, 'c']], []]);
  });

  test('a server does not start without it', async () => {
    const broker = await startBroker();
    await broker.kill();
    await expect(
      createValkeyFeed({ address: broker.address, onLost: () => {}, onFault: () => {} }),
    ).rejects.toThrow();
  });
});
