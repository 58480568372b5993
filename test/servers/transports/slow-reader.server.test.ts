import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sse } from '../../../clients/transports/sse.ts';
import { tcpFloor } from '../../../clients/transports/tcp-floor.ts';
import { websocket } from '../../../clients/transports/websocket.ts';
import { onSlowReader, type SlowReader } from '../../../servers/transports/slow-reader.ts';
import { type Follower, follow } from '../../harness/follower.ts';
import { connectRaw, pushRequests } from '../../harness/raw-connection.ts';
import { type Serving, serve } from '../../harness/serving.ts';

const MAX_UNREAD = 200_000;
const FRAME = 60_000;
/** More than any transport adds to a payload, its last message included. */
const OVERHEAD = 1000;
const limits = { maxUnreadBytes: MAX_UNREAD, cutOffGraceMs: 200, heartbeatMs: 600_000 };
/**
 * What the kernel may swallow on loopback before the server feels that nobody reads; far more than
 * it does.
 */
const ENOUGH_NOTIFICATIONS = 1000;

/**
 * More than the kernel takes at once, so that most of it is unread after the write, and less than a
 * client refuses.
 */
const LARGE = 15_000_000;
/** As by default, a notification as large as allowed is over the limit by its framing. */
const largeLimits = { ...limits, maxUnreadBytes: LARGE, maxPublishBytes: LARGE };

/** Hears of slow readers until the test is over. */
function slowReaders() {
  const heard: SlowReader[] = [];
  onTestFinished(onSlowReader(reader => heard.push(reader)));
  return heard;
}

/** Publishes one by one, each when the neighbour has the one before, until `enough`. */
async function publishWhileRead(server: Serving, neighbour: Follower, enough: () => boolean) {
  const payload = 'x'.repeat(FRAME);
  for (let sent = 1; sent <= ENOUGH_NOTIFICATIONS && !enough(); sent++) {
    server.publish('t', payload);
    await neighbour.untilReceived(sent);
  }
}

describe.each([
  ['sse', ['sse'], sse, /event: slow\ndata: \{"code":"SLOW_READER","message":"over 200000 bytes unread"\}/],
  ['websocket', ['websocket'], websocket(), /over 200000 bytes unread$/],
  [
    'tcp-floor',
    'tcp-floor',
    tcpFloor,
    /\{"error":\{"code":"SLOW_READER","message":"over 200000 bytes unread"\}\}\n$/,
  ],
] as const)('%s: a reader that stops reading', (transport, transports, connect, lastWord) => {
  async function setUp(given: Parameters<typeof serve>[1] = { limits }) {
    const heard = slowReaders();
    const server = await serve(transports, given);
    const neighbour = follow(connect, server.target, { topic: 't', after: 0 });
    await neighbour.untilState('open');
    const connection = server.nextConnection();
    const reader = await connectRaw(server.target, pushRequests[transport]('t', 0), { reads: false });
    const socket = await connection;
    await expect.poll(() => server.feed.listenerCount()).toBe(2);
    return { heard, server, neighbour, reader, socket };
  }

  test('never holds more than the limit and one notification, is dropped beyond, and the neighbour misses nothing', async () => {
    const { heard, server, neighbour, socket } = await setUp();
    let mostUnread = 0;
    server.feed.subscribe('t', () => {
      mostUnread = Math.max(mostUnread, socket.writableLength);
    });
    await publishWhileRead(server, neighbour, () => heard.length > 0);
    expect(heard).toEqual([{ topic: 't', unreadBytes: expect.any(Number), carrier: socket }]);
    expect(heard[0]?.unreadBytes).toBeGreaterThan(MAX_UNREAD);
    expect(mostUnread).toBeGreaterThan(MAX_UNREAD);
    expect(mostUnread).toBeLessThan(MAX_UNREAD + FRAME + OVERHEAD);
    // Its own listener is gone at once: what comes now costs nothing. (The neighbour's and this
    // test's are left.)
    expect(server.feed.listenerCount()).toBe(2);
    await expect.poll(() => socket.destroyed).toBe(true);
    const sent = neighbour.received.length;
    server.publish('t', 'after');
    await neighbour.untilReceived(sent + 1);
    expect(neighbour.seqs()).toEqual(Array.from({ length: sent + 1 }, (_, index) => index + 1));
  });

  test('is cut off by the notification after one that is larger than the limit', async () => {
    const { heard, server, neighbour, socket } = await setUp();
    // Until the kernel takes no more for the reader that does not read.
    await publishWhileRead(server, neighbour, () => socket.writableLength > 0);
    const sent = neighbour.received.length;
    server.publish('t', 'x'.repeat(5 * MAX_UNREAD));
    await neighbour.untilReceived(sent + 1);
    expect(heard).toEqual([]);
    server.publish('t', 'next');
    await neighbour.untilReceived(sent + 2);
    expect(heard).toEqual([{ topic: 't', unreadBytes: expect.any(Number), carrier: socket }]);
    expect(server.feed.listenerCount()).toBe(1);
    await expect.poll(() => socket.destroyed).toBe(true);
  });

  test('is told why when it reads again', async () => {
    const { heard, server, neighbour, reader } = await setUp({
      limits: { ...limits, cutOffGraceMs: 600_000 },
    });
    await publishWhileRead(server, neighbour, () => heard.length > 0);
    let tail = '';
    reader.socket.on('data', chunk => {
      tail = (tail + chunk.toString('latin1')).slice(-200);
    });
    await reader.closed;
    expect(tail).toMatch(lastWord);
  });

  test('in the middle of a backlog costs what it is ahead, and nothing is queued for it', async () => {
    const heard = slowReaders();
    const server = await serve(transports, { limits, capacityPerTopic: ENOUGH_NOTIFICATIONS });
    const payload = 'x'.repeat(FRAME);
    for (let sent = 0; sent < ENOUGH_NOTIFICATIONS; sent++) server.publish('t', payload);
    const connection = server.nextConnection();
    await connectRaw(server.target, pushRequests[transport]('t', 0), { reads: false });
    const socket = await connection;
    await expect.poll(() => socket.writableLength).toBeGreaterThan(0);
    const neighbour = follow(connect, server.target, { topic: 't', after: 0 });
    await neighbour.untilReceived(ENOUGH_NOTIFICATIONS);
    // What it was behind when it was filled up, and one more filling.
    expect(socket.writableLength).toBeLessThan(2 * 64 * 1024 + FRAME + 1000);
    expect(heard).toEqual([]);
  });
});

describe.each([
  ['sse', ['sse'], sse],
  ['websocket', ['websocket'], websocket()],
  ['tcp-floor', 'tcp-floor', tcpFloor],
] as const)('%s: a reader that reads at once', (_, transports, connect) => {
  test('gets a notification larger than the limit, and those after it, over the same connection', async () => {
    const heard = slowReaders();
    const server = await serve(transports, { limits: largeLimits });
    const followers = [1, 2].map(() => follow(connect, server.target, { topic: 't', after: 0 }));
    await expect.poll(() => server.feed.listenerCount()).toBe(2);
    const connections = [...server.sockets];
    for (const [index, payload] of ['x'.repeat(LARGE), 'next', 'last'].entries()) {
      server.publish('t', payload);
      await Promise.all(followers.map(follower => follower.untilReceived(index + 1)));
    }
    for (const follower of followers) {
      expect(follower.seqs()).toEqual([1, 2, 3]);
      expect(follower.states.map(({ kind }) => kind)).not.toContain('waiting');
    }
    expect(heard).toEqual([]);
    expect(server.sockets.size).toBe(2);
    expect(connections.every(socket => server.sockets.has(socket))).toBe(true);
  });
});

test.each([
  ['sse', sse],
  ['websocket', websocket()],
] as const)('%s delivers a POST of the largest size, and nobody is cut off', async (transport, connect) => {
  const heard = slowReaders();
  const server = await serve([transport], { limits: largeLimits });
  const follower = follow(connect, server.target, { topic: 't', after: 0 });
  await follower.untilState('open');
  const body = (payload: string) => JSON.stringify({ topic: 't', payload });
  const largest = body('x'.repeat(LARGE - body('').length));
  expect(largest).toHaveLength(LARGE);
  for (const [index, content] of [largest, body('next')].entries()) {
    const { status } = await fetch(`http://${server.target.host}:${server.target.port}/notifications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: content,
    });
    expect(status).toBe(202);
    await follower.untilReceived(index + 1);
  }
  expect(follower.payloads().at(-1)).toBe('next');
  expect(heard).toEqual([]);
  expect(follower.states.map(({ kind }) => kind)).toEqual(['open']);
});

test('a reader that takes nothing between two heartbeats is dropped, however little it leaves', async () => {
  const heard = slowReaders();
  const server = await serve(['sse'], {
    limits: { ...limits, maxUnreadBytes: 1e9, heartbeatMs: 150 },
    capacityPerTopic: ENOUGH_NOTIFICATIONS,
  });
  for (let sent = 0; sent < 200; sent++) server.publish('t', 'x'.repeat(FRAME));
  const reader = await connectRaw(server.target, pushRequests.sse('t', 0), { reads: false });
  await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(1);
  await expect.poll(() => server.sockets.size).toBe(0);
  reader.socket.destroy();
});

test('a WebSocket that pings without end and reads no answer is dropped before its answers pile up', async () => {
  const server = await serve(['websocket'], { limits });
  const connection = server.nextConnection();
  const reader = await connectRaw(server.target, pushRequests.websocket('t', 0), { reads: false });
  const socket = await connection;
  let mostUnread = 0;
  socket.on('data', () => {
    mostUnread = Math.max(mostUnread, socket.writableLength);
  });
  // A masked ping of 125 bytes, a thousand times.
  const ping = Buffer.concat([Buffer.from([0x89, 0x80 | 125, 0, 0, 0, 0]), Buffer.alloc(125, 'p')]);
  const flood = Buffer.concat(Array.from({ length: 1000 }, () => ping));
  const dropped = once(socket, 'close');
  for (let sent = 0; sent < 500 && !socket.destroyed; sent++) {
    if (!reader.socket.write(flood)) await Promise.race([once(reader.socket, 'drain'), dropped]);
  }
  await dropped;
  expect(mostUnread).toBeLessThan(MAX_UNREAD);
});

describe('a poll', () => {
  const poll = (after: number) => `GET /notifications?topic=t&after=${after} HTTP/1.1\r\nHost: x\r\n\r\n`;

  test('is answered with about maxAnswerBytes, and the rest comes with the next', async () => {
    const server = await serve(['short-polling'], { limits: { maxAnswerBytes: 1000 } });
    for (let sent = 0; sent < 20; sent++) server.publish('t', 'x'.repeat(300));
    const connection = await connectRaw(server.target, poll(0));
    await connection.until(/"cursor":"\w+-\d+"\}$/);
    expect(connection.text()).toMatch(/"cursor":"\w+-3"\}$/);
    expect(connection.bytes().length).toBeLessThan(1000 + 400 + 400);
  });

  test('whose answer nobody reads is closed after stalledAnswerMs', async () => {
    const server = await serve(['short-polling'], {
      limits: { stalledAnswerMs: 300, maxAnswerBytes: 8_000_000 },
    });
    server.publish('t', 'x'.repeat(16_000_000));
    const connection = server.nextConnection();
    await connectRaw(server.target, poll(0), { reads: false });
    const socket = await connection;
    await expect.poll(() => socket.writableLength).toBeGreaterThan(1_000_000);
    await expect.poll(() => socket.destroyed, { timeout: 10_000 }).toBe(true);
    const neighbour = await connectRaw(server.target, poll(1));
    await neighbour.until(/"notifications":\[\]/);
  });

  test('pipelined without end by a client that never reads costs a few answers, and the connection', async () => {
    const server = await serve(['short-polling'], { limits: { maxAnswerBytes: 100_000 } });
    for (let sent = 0; sent < 100; sent++) server.publish('t', 'x'.repeat(50_000));
    // Each from another cursor, so that no two answers are the same bytes.
    const flood = Array.from({ length: 5000 }, (_, index) => poll(index % 97)).join('');
    const connection = server.nextConnection();
    await connectRaw(server.target, flood, { reads: false });
    const socket = await connection;
    await expect.poll(() => socket.destroyed).toBe(true);
    // Of the 5,000 answers it has read none, and got few.
    expect(socket.bytesWritten).toBeLessThan(10 * 150_000);
  });
});
