import { writeSync } from 'node:fs';
import type { Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ENTRIES } from '../../bench/processes/entries.ts';
import { openFeedPipe } from '../../bench/processes/feed-pipe.ts';
import type { FromServer, ServerConfig, ToServer } from '../../bench/processes/messages.ts';
import { startChild } from '../../bench/processes/start-child.ts';
import type { ClientTls, ServerTls } from '../../bench/processes/tls.ts';
import type { Connect } from '../../clients/transports/subscriber.ts';
import type { Compression } from '../../scenarios/load/connection.ts';
import { cursorText } from '../../scenarios/load/cursor.ts';
import { seededRandom } from '../../scenarios/load/seeded-random.ts';
import { LARGE_PAYLOAD, PAYLOADS } from '../made/payloads.ts';
import { faultyLink } from './faulty-link.ts';
import { type Follower, type FollowOptions, follow } from './follower.ts';
import { choppingProxy } from './proxy.ts';
import { type Serving, serve as serveDirectly } from './serving.ts';

/** Resolves when a socket is closed, also after an error: a message may still be compressed. */
function untilClosed(socket: Socket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.once('close', () => resolve());
  return promise;
}

export interface DeliveryCase {
  /** What the server runs. */
  transports: ServerConfig['transports'];
  connect: Connect;
  /** For a thousand at once, where `connect` would be a load. */
  connectMany?: Connect;
  /** How the server is reached; over HTTP/1.1 by default. */
  serve?: typeof serveDirectly;
  /** How everything is compressed; without it, nothing is. */
  compression?: Compression;
  /** HTTP/2 over TLS: by what the server is known, and what its clients trust. */
  http2?: { server: ServerTls; client: ClientTls };
  /** Each poll has a connection of its own, which ends with its answer. */
  isConnectionEach?: boolean;
  /**
   * Its connections are idle between requests, and one that ends meanwhile is no break: it is
   * opened again for the next request.
   */
  isIdleBetweenRequests?: true;
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** What every transport promises, server and client together. */
export function deliverySuite({
  transports,
  connect: connectPlainly,
  connectMany: connectManyPlainly = connectPlainly,
  serve: servePlainly = serveDirectly,
  compression,
  http2,
  isConnectionEach = false,
  isIdleBetweenRequests,
}: DeliveryCase): void {
  const compressed =
    (connect: Connect): Connect =>
    (target, options) =>
      connect({ ...target, compression, ...(http2 && { tls: http2.client, http: 2 }) }, options);
  const [connect, connectMany] = [connectPlainly, connectManyPlainly].map(compressed) as [Connect, Connect];
  const how = { compression, ...(http2 && { tls: http2.server, http: 2 as const }) };
  const serve: typeof serveDirectly = (served, options) => servePlainly(served, { ...options, ...how });

  const followOn = ({ target }: Pick<Serving, 'target'>, options: FollowOptions) =>
    follow(connect, target, options);

  /** A subscriber of `t` who is known to follow: it has received the notification `hello`. */
  async function settled(server: Serving, options: Omit<FollowOptions, 'topic' | 'after'> = {}) {
    const after = server.feed.newestSeq('t');
    server.publish('t', 'hello');
    const reader = followOn(server, { topic: 't', after, ...options });
    await reader.untilReceived(1);
    return reader;
  }

  const hasWaited = (reader: Follower) => reader.states.some(({ kind }) => kind === 'waiting');

  /**
   * Resolves when the reader has noticed that its connection was destroyed. With a connection for
   * each poll it has none at times, so they are destroyed until it has.
   */
  async function untilDropped(server: Serving, reader: Follower): Promise<void> {
    if (isIdleBetweenRequests) {
      await server.nextConnection();
      return;
    }
    if (!isConnectionEach) return reader.untilState('waiting');
    const dropping = setInterval(() => server.dropAll(), 1);
    await reader.until(() => hasWaited(reader)).finally(() => clearInterval(dropping));
  }

  /** So many are open; with a connection for each poll, so many or fewer as soon as polls end. */
  async function expectOpen(server: Serving, connections: number): Promise<void> {
    if (isConnectionEach) await expect.poll(() => server.sockets.size).toBeLessThanOrEqual(connections);
    else expect(server.sockets.size).toBe(connections);
  }

  describe('order', () => {
    test('what the feed holds, then what comes, without gap or duplicate', async () => {
      const server = await serve(transports);
      server.publish('t', ...range(1, 300));
      const reader = followOn(server, { topic: 't', after: 0 });
      await reader.untilReceived(100);
      server.publish('t', ...range(301, 600));
      await reader.untilReceived(600);
      expect(reader.seqs()).toEqual(range(1, 600));
      expect(reader.payloads()).toEqual(range(1, 600));
    });

    test('a backlog of many megabytes arrives whole while more is published', async () => {
      const server = await serve(transports, { capacityPerTopic: 4096, limits: { maxAnswerBytes: 100_000 } });
      const filler = 'x'.repeat(8 * 1024);
      server.publish('t', ...range(1, 2000).map(() => filler));
      const reader = followOn(server, {
        topic: 't',
        after: 0,
        onNotification({ seq }) {
          if (seq % 10 === 0 && seq <= 2000) server.publish('t', seq);
        },
      });
      await reader.untilReceived(2200);
      expect(reader.seqs()).toEqual(range(1, 2200));
    });

    test('a subscriber from a cursor receives exactly what is newer', async () => {
      const server = await serve(transports);
      server.publish('t', ...range(1, 20));
      const reader = followOn(server, { topic: 't', after: 17 });
      await reader.untilReceived(3);
      server.publish('t', 21);
      await reader.untilReceived(4);
      expect(reader.seqs()).toEqual([18, 19, 20, 21]);
    });

    test('a subscriber without a cursor starts with what comes next', async () => {
      const server = await serve(transports);
      server.publish('t', 'old', 'older');
      const reader = followOn(server, { topic: 't' });
      await reader.untilState('open');
      server.publish('t', 'new', 'newer');
      await reader.untilReceived(2);
      expect(reader.payloads()).toEqual(['new', 'newer']);
    });

    // A thousand handshakes would be a load.
    const topicCount = http2 ? 100 : 1000;
    test(`${topicCount} topics with a subscriber each are kept apart`, async () => {
      const server = await serve(transports);
      const topics = range(1, topicCount).map(number => `topic ${number} & ä/?=%`);
      for (const topic of topics) server.publish(topic, `first of ${topic}`);
      const readers = topics.map(topic => follow(connectMany, server.target, { topic, after: 0 }));
      await Promise.all(readers.map(reader => reader.untilReceived(1)));
      for (const topic of topics) server.publish(topic, `second of ${topic}`);
      await Promise.all(readers.map(reader => reader.untilReceived(2)));
      for (const [index, topic] of topics.entries()) {
        expect(readers[index]?.received).toMatchObject([
          { seq: 1, topic, payload: `first of ${topic}` },
          { seq: 2, topic, payload: `second of ${topic}` },
        ]);
      }
    });
  });

  describe('payloads', () => {
    test('arrive as they were sent, to the byte', async () => {
      const server = await serve(transports);
      const reader = await settled(server);
      const payloads = [...PAYLOADS, LARGE_PAYLOAD];
      server.publish('t', ...payloads);
      await reader.untilReceived(1 + payloads.length);
      expect(reader.payloads().map(payload => JSON.stringify(payload))).toEqual(
        ['hello', ...payloads].map(payload => JSON.stringify(payload)),
      );
    });

    test('arrive whole in pieces of 1 to 7 bytes', async () => {
      const server = await serve(transports);
      const random = seededRandom(11);
      const proxy = await choppingProxy(server.target, { pieceBytes: () => 1 + Math.floor(random() * 7) });
      server.publish('t', ...PAYLOADS.slice(0, 8));
      const reader = followOn(proxy, { topic: 't', after: 0 });
      await reader.untilReceived(8);
      server.publish('t', ...PAYLOADS.slice(8));
      await reader.untilReceived(PAYLOADS.length);
      expect(reader.payloads()).toEqual(PAYLOADS);
      expect(reader.seqs()).toEqual(range(1, PAYLOADS.length));
      expect(reader.states.filter(({ kind }) => kind === 'waiting')).toEqual([]);
    });
  });

  describe('resuming', () => {
    test('a destroyed connection loses nothing', async () => {
      const server = await serve(transports);
      const reader = followOn(server, { topic: 't', after: 0 });
      server.publish('t', 1, 2, 3);
      await reader.untilReceived(3);
      server.dropAll();
      server.publish('t', 4, 5);
      await untilDropped(server, reader);
      server.publish('t', 6);
      await reader.untilReceived(6);
      server.publish('t', 7);
      await reader.untilReceived(7);
      expect(reader.payloads()).toEqual(range(1, 7));
    });

    // A record of TLS is read when it is whole: cut before, no connection would get further.
    test.skipIf(http2)(
      'connections cut anywhere, in the middle of a head, a chunk, a frame, a character, lose nothing',
      async () => {
        // An answer must fit between two cuts, or no poll would ever be answered.
        const server = await serve(transports, { limits: { maxAnswerBytes: 1 } });
        const random = seededRandom(5);
        // And an only answer of a connection must be longer than some cuts.
        const leastBytes = isConnectionEach ? 100 : 300;
        const proxy = await choppingProxy(server.target, {
          pieceBytes: () => 1 + Math.floor(random() * 90),
          cutAfterBytes: () => leastBytes + Math.floor(random() * 500),
        });
        const payloads = range(1, 25).map(number => `${number} äß€👍`);
        server.publish('t', ...payloads);
        const reader = followOn(proxy, { topic: 't', after: 0 });
        await reader.untilReceived(25);
        expect(reader.payloads()).toEqual(payloads);
        expect(proxy.cuts()).toBeGreaterThanOrEqual(3);
      },
    );

    test('without a cursor too: what is published between the subscription and its first notification', async () => {
      const server = await serve(transports);
      server.publish('t', 'old');
      const reader = followOn(server, { topic: 't' });
      await reader.untilState('open');
      server.dropAll();
      server.publish('t', 'missed');
      await untilDropped(server, reader);
      server.publish('t', 'missed too');
      await reader.untilReceived(2);
      expect(reader.payloads()).toEqual(['missed', 'missed too']);
    });

    test('a killed server process that comes back with its feed loses nothing', async () => {
      const lineOf = (payload: unknown) => `${JSON.stringify({ topic: 't', payload })}\n`;
      async function start(port: number, payloads: unknown[], epoch?: string) {
        const pipe = openFeedPipe();
        const child = startChild<FromServer, ToServer>({
          name: 'server',
          entry: ENTRIES.server,
          config: {
            transports,
            host: '127.0.0.1',
            port,
            wireInterface: null,
            refill: payloads.length,
            ...how,
            ...(epoch !== undefined && { epoch }),
          } satisfies ServerConfig,
          prefix: [],
          input: pipe.readFd,
        });
        onTestFinished(async () => {
          await child.stop();
          pipe.close();
        });
        const write = (payload: unknown) => writeSync(pipe.writeFd, lineOf(payload));
        for (const payload of payloads) write(payload);
        return { ...child, write, ...(await child.expect('ready', 15_000)) };
      }
      const first = await start(0, [1, 2]);
      const reader = followOn({ target: { host: '127.0.0.1', port: first.port } }, { topic: 't', after: 0 });
      first.write('line\u2028separators\u2029');
      await reader.untilReceived(3);
      process.kill(first.pid, 'SIGKILL');
      await reader.untilState('waiting');
      const before = [1, 2, 'line\u2028separators\u2029', 'while away'];
      const second = await start(first.port, before, first.epoch);
      expect(second.epoch).toBe(first.epoch);
      await reader.untilReceived(4);
      second.write('after');
      await reader.untilReceived(5);
      expect(reader.payloads()).toEqual([1, 2, 'line\u2028separators\u2029', 'while away', 'after']);
      expect(reader.seqs()).toEqual([1, 2, 3, 4, 5]);
    });
  });

  describe('a cursor that cannot be continued ends the subscription and says so', () => {
    const gone = { kind: 'ended', code: 'CURSOR_GONE', reason: expect.stringContaining('cursor') };

    test('older than the feed holds', async () => {
      const server = await serve(transports, { capacityPerTopic: 4 });
      server.publish('t', ...range(1, 10));
      const reader = followOn(server, { topic: 't', after: 5 });
      await reader.untilState('ended');
      expect(reader.states.at(-1)).toEqual({
        kind: 'ended',
        code: 'CURSOR_GONE',
        reason: 'cursor 5 cannot be continued: the feed holds 7 to 10',
      });
      expect(reader.received).toEqual([]);
    });

    test('the oldest that can be continued is not too old', async () => {
      const server = await serve(transports, { capacityPerTopic: 4 });
      server.publish('t', ...range(1, 10));
      const reader = followOn(server, { topic: 't', after: 6 });
      await reader.untilReceived(4);
      expect(reader.seqs()).toEqual([7, 8, 9, 10]);
    });

    test('newer than anything sent', async () => {
      const server = await serve(transports);
      server.publish('t', 1);
      const reader = followOn(server, { topic: 't', after: 2 });
      await reader.untilState('ended');
      expect(reader.states.at(-1)).toEqual(gone);
    });

    test('overtaken while the subscriber was away', async () => {
      const server = await serve(transports, { capacityPerTopic: 4 });
      const reader = followOn(server, { topic: 't', after: 0 });
      server.publish('t', 1);
      await reader.untilReceived(1);
      server.dropAll();
      server.publish('t', ...range(2, 10));
      await reader.untilState('ended');
      expect(reader.states.at(-1)).toEqual(gone);
      expect(reader.seqs()).toEqual([1]);
    });

    /** A server that has lost the feed of another and has published this much since. */
    async function withoutItsFeed(count: number): Promise<Serving> {
      const server = await serve(transports);
      server.publish('t', ...range(1, count));
      return server;
    }

    test.each([0, 6, 7, 9])('of a feed that is lost, where the new one holds %i', async count => {
      const lost = await serve(transports);
      lost.publish('t', ...range(1, 7));
      const after = cursorText(lost.feed.startOf('t'));
      await lost.close();
      const server = await withoutItsFeed(count);
      const reader = followOn(server, { topic: 't', after });
      await reader.untilState('ended');
      expect(reader.states.at(-1)).toEqual({
        kind: 'ended',
        code: 'CURSOR_GONE',
        reason: `cursor ${after} cannot be continued: its feed was lost in a restart, or is on another server`,
      });
      expect(reader.received).toEqual([]);
    });

    test.each([0, 6, 7, 9])('of a feed lost while it follows, where the new one holds %i', async count => {
      let server = await serve(transports);
      const link = await faultyLink(() => server.target);
      const reader = followOn(link, { topic: 't', after: 0 });
      server.publish('t', ...range(1, 7));
      await reader.untilReceived(7);
      await server.close();
      server = await withoutItsFeed(count);
      const publishing = setInterval(() => server.publish('t', 'published during the recovery'), 5);
      onTestFinished(() => clearInterval(publishing));
      await reader.untilState('ended');
      expect(reader.states.at(-1)).toEqual(gone);
      expect(reader.seqs()).toEqual(range(1, 7));
    });

    test('of a feed lost before the first notification of a subscriber without a cursor', async () => {
      let server = await serve(transports);
      server.publish('t', 1);
      const link = await faultyLink(() => server.target);
      const reader = followOn(link, { topic: 't' });
      await reader.untilState('open');
      await server.close();
      server = await withoutItsFeed(1);
      await reader.untilState('ended');
      expect(reader.states.at(-1)).toEqual(gone);
      expect(reader.received).toEqual([]);
    });

    test('and leaves nothing behind on the server, and the neighbour alone', async () => {
      const server = await serve(transports, { capacityPerTopic: 4 });
      server.publish('t', ...range(1, 10));
      const neighbour = await settled(server);
      const connection = server.nextConnection();
      const reader = followOn(server, { topic: 't', after: 2 });
      const socket = await connection;
      await reader.untilState('ended');
      if (!socket.closed) await untilClosed(socket);
      server.publish('t', 'still here');
      await neighbour.untilReceived(2);
      expect(neighbour.seqs()).toEqual([11, 12]);
      await expectOpen(server, 1);
    });
  });

  describe('a request that is refused ends the subscription, says why, and touches nobody else', () => {
    test.each([
      ['a topic that is too long', { topic: 'x'.repeat(129) }],
      ['a topic with a control character', { topic: 'a\u0007b' }],
      ['an empty topic', { topic: '' }],
      ['a negative cursor', { topic: 't', after: -1 }],
      ['a fractional cursor', { topic: 't', after: 1.5 }],
      ['a cursor beyond all integers', { topic: 't', after: 2 ** 60 }],
    ])('%s', async (_, options) => {
      const server = await serve(transports);
      const neighbour = await settled(server);
      const reader = followOn(server, options);
      await reader.untilState('ended');
      const state = reader.states.at(-1);
      expect(state?.kind === 'ended' && state.code).toMatch(/^(BAD_REQUEST|HTTP_400|FST_ERR_VALIDATION)$/);
      expect(state?.kind === 'ended' && state.reason).toMatch(/topic|after|last-event-id/);
      server.publish('t', 'still here');
      await neighbour.untilReceived(2);
      expect(neighbour.payloads()).toEqual(['hello', 'still here']);
    });
  });

  describe('closing', () => {
    test('the subscriber releases its connection and its listener', async () => {
      const server = await serve(transports);
      const readers = await Promise.all(range(1, 5).map(() => settled(server)));
      const gone = [...server.sockets].map(untilClosed);
      await Promise.all(readers.map(reader => reader.close()));
      await Promise.all(gone);
      await expectOpen(server, 0);
      expect(server.feed.listenerCount()).toBe(0);
    });

    test('no callback comes after it, not even for what came in the same bytes', async () => {
      const server = await serve(transports);
      server.publish('t', 1, 2, 3, 4, 5);
      let closed: Promise<void> | undefined;
      let counts: number[] = [];
      const reader = followOn(server, {
        topic: 't',
        after: 0,
        onNotification({ seq }) {
          if (seq !== 2) return;
          closed = reader.close();
          counts = [reader.states.length, reader.responses.length];
        },
      });
      await reader.untilReceived(2);
      await closed;
      server.publish('t', 6);
      expect(reader.seqs()).toEqual([1, 2]);
      expect([reader.states.length, reader.responses.length]).toEqual(counts);
    });

    test('an AbortSignal does the same, also one that has fired before', async () => {
      const server = await serve(transports);
      const controller = new AbortController();
      const reader = await settled(server, { signal: controller.signal });
      const gone = [...server.sockets].map(untilClosed);
      controller.abort();
      await Promise.all(gone);
      const never = followOn(server, { topic: 't', after: 0, signal: AbortSignal.abort() });
      const neighbour = await settled(server);
      const known = reader.received.length;
      server.publish('t', 1);
      await neighbour.untilReceived(2);
      if (isConnectionEach) await expectOpen(server, 1);
      else await expect.poll(() => server.sockets.size).toBe(1);
      expect([reader.received.length, never.received, never.states]).toEqual([known, [], []]);
    });

    test('works while it waits to reconnect', async () => {
      const server = await serve(transports);
      const reader = await settled(server);
      await server.close();
      await reader.untilState('waiting');
      await reader.close();
      expect(reader.states.at(-1)?.kind).toBe('waiting');
    });

    test('the server lets go of every subscriber', async () => {
      const server = await serve(transports);
      const readers = await Promise.all(range(1, 5).map(() => settled(server)));
      const gone = [...server.sockets].map(untilClosed);
      const waiting = readers.map(reader => reader.untilState('waiting'));
      await server.close();
      await Promise.all([...waiting, ...gone]);
      expect(server.feed.listenerCount()).toBe(0);
    });
  });

  test('`open` is told once after each break', async () => {
    const server = await serve(transports);
    const reader = followOn(server, { topic: 't', after: 0 });
    server.publish('t', 1);
    await reader.untilReceived(1);
    server.publish('t', 2);
    await reader.untilReceived(2);
    server.dropAll();
    await untilDropped(server, reader);
    server.publish('t', 3);
    await reader.untilReceived(3);
    expect(reader.states.map(({ kind }) => kind)).toEqual(
      isIdleBetweenRequests ? ['open'] : ['open', 'waiting', 'open'],
    );
  });
}
