import { decode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CursorGoneError, FeedFullError } from '../../../servers/feed/errors.ts';
import { createFeed, type Feed } from '../../../servers/feed/feed.ts';
import type { Entry } from '../../../servers/feed/held.ts';

const parse = ({ json }: Entry) => JSON.parse(json.toString());

test('numbers each topic from 1, and stamps what the publisher did not', () => {
  const feed = createFeed();
  const stamped = feed.append({ topic: 'a', payload: 'x', scheduledAt: 5, publishedAt: 7 });
  expect(parse(stamped)).toEqual({ seq: 1, topic: 'a', scheduledAt: 5, publishedAt: 7, payload: 'x' });
  const plain = parse(feed.append({ topic: 'b', payload: null }));
  expect(plain).toMatchObject({ seq: 1, topic: 'b', payload: null });
  expect(plain.scheduledAt).toBe(plain.publishedAt);
  expect([feed.newestSeq('a'), feed.newestSeq('b'), feed.newestSeq('c')]).toEqual([1, 1, 0]);
});

test.each([
  [0, 4, []],
  [3, 2, [2, 3]],
  [3, 9, [1, 2, 3]],
  // Of ten, four are held.
  [10, 4, [7, 8, 9, 10]],
  [10, 9, [7, 8, 9, 10]],
])('of %i notifications, the newest %i are %j where four are held', (published, count, seqs) => {
  const feed = createFeed({ capacityPerTopic: 4 });
  for (let seq = 1; seq <= published; seq++) feed.append({ topic: 't', payload: seq });
  expect(feed.newest('t', count).map(({ seq }) => seq)).toEqual(seqs);
});

test('serialises a notification once, whoever reads it, on one line', () => {
  const feed = createFeed();
  const heard: Entry[] = [];
  feed.subscribe('t', entry => heard.push(entry));
  const entry = feed.append({ topic: 't', payload: 'two\nlines' });
  expect(heard[0]).toBe(entry);
  expect(feed.since('t', { seq: 0 })[0]).toBe(entry);
  expect(entry.json.includes('\n')).toBe(false);
});

test('passes on the text of a payload that came as text, and its value as MessagePack', () => {
  const feed = createFeed({ packed: true });
  const payload = JSON.parse('{"__proto__":[1e400,1.10]}');
  const draft = { topic: 't', payload, scheduledAt: 5, publishedAt: 7 };
  const { json, messagePack } = feed.append(draft, {
    payloadText: '{"__proto__":[1e400,1.10]}',
    receivedAt: 8,
  });
  expect(String(json)).toMatch(
    /^\{"seq":1,"topic":"t","scheduledAt":5,"publishedAt":7,"receivedAt":8,"answeredAt":\d+,"payload":\{"__proto__":\[1e400,1\.10\]\}\}$/,
  );
  expect(String(messagePack)).toContain('__proto__');
  const plain = feed.append({ topic: 't', payload: { a: 'b' }, scheduledAt: 5, publishedAt: 7 });
  expect(decode(plain.messagePack as Buffer)).toEqual(parse(plain));
});

test('refuses one topic too many, and goes on with those it has', () => {
  const feed = createFeed({ maxTopics: 2 });
  feed.append({ topic: 'a', payload: 1 });
  feed.append({ topic: 'b', payload: 1 });
  expect(() => feed.append({ topic: 'c', payload: 1 })).toThrow(FeedFullError);
  expect(feed.append({ topic: 'a', payload: 2 }).seq).toBe(2);
});

test('gives at least one notification, however few bytes are asked for', () => {
  const feed = createFeed();
  for (const payload of [1, 2, 3]) feed.append({ topic: 't', payload });
  expect(feed.since('t', { seq: 0 }, 0)).toHaveLength(1);
  expect(feed.since('t', { seq: 0 }, 1)).toHaveLength(1);
});

test('a listener may leave while it is called, and only it leaves', () => {
  const feed = createFeed();
  const heard: string[] = [];
  const leave = feed.subscribe('t', () => {
    heard.push('first');
    leave();
  });
  feed.subscribe('t', () => heard.push('second'));
  feed.append({ topic: 't', payload: 1 });
  feed.append({ topic: 't', payload: 2 });
  leave();
  expect(heard).toEqual(['first', 'second', 'second']);
  expect(feed.listenerCount()).toBe(1);
});

test('a listener that throws stops neither the others nor the publisher, and its fault is passed on', () => {
  const faults: unknown[] = [];
  const feed = createFeed({ onListenerFault: fault => faults.push(fault) });
  const heard: string[] = [];
  const leave = feed.subscribe('t', () => {
    throw new Error('first');
  });
  feed.subscribe('t', ({ seq }) => heard.push(`second: ${seq}`));
  feed.subscribe('t', () => {
    throw new Error('third');
  });
  feed.subscribe('t', ({ seq }) => heard.push(`fourth: ${seq}`));
  expect(feed.append({ topic: 't', payload: 1 }).seq).toBe(1);
  expect(heard).toEqual(['second: 1', 'fourth: 1']);
  expect(faults).toEqual([new Error('first'), new Error('third')]);
  leave();
  expect(feed.append({ topic: 't', payload: 2 }).seq).toBe(2);
  expect(heard).toEqual(['second: 1', 'fourth: 1', 'second: 2', 'fourth: 2']);
  expect(faults).toHaveLength(3);
});

describe('an epoch', () => {
  test('is a letter and five letters or digits, and another for each feed', () => {
    const epochs = Array.from({ length: 200 }, () => createFeed().epoch);
    for (const epoch of epochs) expect(epoch).toMatch(/^[a-z][a-z0-9]{5}$/);
    expect(new Set(epochs).size).toBe(200);
    expect(createFeed({ epoch: 'q7x2mk' }).epoch).toBe('q7x2mk');
  });

  test('of another feed is never continued, whatever its seq', () => {
    const feed = createFeed({ epoch: 'q7x2mk' });
    for (const payload of [1, 2, 3]) feed.append({ topic: 't', payload });
    for (const seq of [0, 2, 3, 4]) {
      for (const ask of [feed.since, feed.startOf]) {
        expect(() => ask('t', { epoch: 'abcdef', seq })).toThrow(
          new CursorGoneError(
            { epoch: 'abcdef', seq },
            'its feed was lost in a restart, or is on another server',
          ),
        );
      }
    }
    expect(feed.since('t', { epoch: 'q7x2mk', seq: 2 })).toMatchObject([{ epoch: 'q7x2mk', seq: 3 }]);
  });

  test('is that of the feed where a cursor has none', () => {
    const feed = createFeed({ epoch: 'q7x2mk' });
    feed.append({ topic: 't', payload: 1 });
    expect(feed.startOf('t')).toEqual({ epoch: 'q7x2mk', seq: 1 });
    expect(feed.startOf('t', { seq: 0 })).toEqual({ epoch: 'q7x2mk', seq: 0 });
    expect(() => feed.startOf('t', { seq: 2 })).toThrow(
      'cursor 2 cannot be continued: the feed holds 1 to 1',
    );
  });

  test('and the longest seq fit into the reason of a close frame', () => {
    const cursor = { epoch: 'q7x2mk', seq: 999_999_999_999_999 };
    const message = (feed: Feed) => {
      try {
        feed.startOf('t', cursor);
      } catch (error) {
        return (error as Error).message;
      }
      return '';
    };
    const feed = createFeed({ epoch: 'q7x2mk' });
    feed.append({ topic: 't', payload: 1 });
    for (const one of [feed, createFeed()]) {
      expect(message(one)).toMatch(/^cursor q7x2mk-999999999999999 cannot be continued/);
      expect(Buffer.byteLength(message(one))).toBeLessThanOrEqual(123);
    }
  });
});

describe('agrees with an array that forgets nothing', () => {
  interface Model {
    capacity: number;
    all: Map<string, { seq: number; payload: unknown; bytes: number }[]>;
    heard: { topic: string; seqs: number[]; expected: number[]; leave: () => void; here: boolean }[];
  }
  const topic = fc.constantFrom('a', 'ä/?');

  const commands = [
    fc.tuple(topic, fc.jsonValue()).map(([name, payload]) => (model: Model, feed = createFeed()) => {
      const entry = feed.append({ topic: name, payload, publishedAt: 1 });
      const log = model.all.get(name) ?? [];
      log.push({ seq: log.length + 1, payload, bytes: entry.json.length });
      model.all.set(name, log);
      for (const listener of model.heard) {
        if (listener.here && listener.topic === name) listener.expected.push(log.length);
      }
      expect(entry.seq).toBe(log.length);
    }),
    topic.map(name => (model: Model, feed = createFeed()) => {
      const seqs: number[] = [];
      const leave = feed.subscribe(name, entry => seqs.push(entry.seq));
      model.heard.push({ topic: name, seqs, expected: [], leave, here: true });
    }),
    fc.nat().map(number => (model: Model) => {
      const listener = model.heard[number % Math.max(1, model.heard.length)];
      listener?.leave();
      if (listener) listener.here = false;
    }),
    fc
      .tuple(topic, fc.integer({ min: 0, max: 15 }), fc.option(fc.nat(400), { nil: undefined }))
      .map(([name, cursor, maxBytes]) => (model: Model, feed = createFeed()) => {
        const log = model.all.get(name) ?? [];
        const held = log.slice(-model.capacity);
        const oldest = held[0]?.seq ?? 1;
        if (cursor < oldest - 1 || cursor > log.length) {
          expect(() => feed.since(name, { seq: cursor }, maxBytes)).toThrow(CursorGoneError);
          return;
        }
        const entries = feed.since(name, { seq: cursor }, maxBytes);
        const newer = held.filter(({ seq }) => seq > cursor);
        expect(entries.map(entry => parse(entry))).toEqual(
          newer
            .slice(0, entries.length)
            .map(({ seq, payload }) =>
              JSON.parse(JSON.stringify({ seq, topic: name, scheduledAt: 1, publishedAt: 1, payload })),
            ),
        );
        const bytes = (count: number) => newer.slice(0, count).reduce((sum, entry) => sum + entry.bytes, 0);
        if (maxBytes === undefined) expect(entries.length).toBe(newer.length);
        else if (entries.length < newer.length) {
          expect(entries.length).toBeGreaterThan(0);
          expect(bytes(entries.length)).toBeGreaterThanOrEqual(maxBytes);
        }
        if (maxBytes !== undefined && entries.length > 1) {
          expect(bytes(entries.length - 1)).toBeLessThan(maxBytes);
        }
      }),
  ];

  test('whatever is appended, read, subscribed and left', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.oneof(...commands), { minLength: 20, maxLength: 100, size: 'max' }),
        (capacity, steps) => {
          const feed = createFeed({ capacityPerTopic: capacity });
          const model: Model = { capacity, all: new Map(), heard: [] };
          for (const step of steps) {
            step(model, feed);
            for (const [name, log] of model.all) expect(feed.newestSeq(name)).toBe(log.length);
            expect(feed.listenerCount()).toBe(model.heard.filter(({ here }) => here).length);
          }
          for (const { seqs, expected } of model.heard) expect(seqs).toEqual(expected);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });
});
