import { describe, expect, test } from 'vitest';
import { Sender } from 'ws';
import { sse } from '../../../clients/transports/sse.ts';
import { tcpFloor } from '../../../clients/transports/tcp-floor.ts';
import { websocket } from '../../../clients/transports/websocket.ts';
import { follow } from '../../harness/follower.ts';
import { connectRaw, pushRequests } from '../../harness/raw-connection.ts';
import { serverEvents } from '../../harness/server-events.ts';
import { serve } from '../../harness/serving.ts';

const ADDRESS = /^127\.0\.0\.1:\d+$/;

describe.each([
  ['sse', ['sse'], sse],
  ['websocket', ['websocket'], websocket()],
  ['tcp-floor', 'tcp-floor', tcpFloor],
] as const)('%s', (transport, transports, connect) => {
  const visitor = { transport, topic: 't', address: expect.stringMatching(ADDRESS) };

  test('who came and from where, what was published to how many, and that the client closed', async () => {
    const { observer, events, until } = serverEvents();
    const server = await serve(transports, { observer, epoch: 'q7x2mk' });
    server.publish('t', 'before');
    const follower = follow(connect, server.target, { topic: 't' });
    await follower.untilState('open');
    server.publish('t', 'hello');
    await follower.untilReceived(1);
    await follower.close();
    await until('left');
    expect(events).toEqual([
      { kind: 'published', followers: 0, entry: expect.objectContaining({ seq: 1 }) },
      { kind: 'came', visitor, cursor: 'q7x2mk-1' },
      { kind: 'published', followers: 1, entry: expect.objectContaining({ seq: 2, topic: 't' }) },
      { kind: 'left', visitor, stayedMs: expect.any(Number), why: 'client closed' },
    ]);
  });

  test('that the connection broke', async () => {
    const { observer, until } = serverEvents();
    const server = await serve(transports, { observer });
    const reader = await connectRaw(server.target, pushRequests[transport]('t'));
    await until('came');
    reader.socket.resetAndDestroy();
    expect((await until('left')).why).toBe('connection broken: read ECONNRESET');
  });

  test('that a slow reader was cut off', async () => {
    const { observer, of, until } = serverEvents();
    const limits = { maxUnreadBytes: 200_000, cutOffGraceMs: 100, heartbeatMs: 600_000 };
    const server = await serve(transports, { observer, limits });
    await connectRaw(server.target, pushRequests[transport]('t'), { reads: false });
    await until('came');
    const payload = 'x'.repeat(500_000);
    const left = until('left');
    while (server.feed.listenerCount() > 0) {
      server.publish('t', payload);
      await new Promise(setImmediate);
    }
    expect((await left).why).toMatch(/^cut off as slow: \d{6,} bytes unread$/);
    server.publish('t', 'after');
    expect(of('published').slice(-2)).toMatchObject([{ followers: 1 }, { followers: 0 }]);
  });

  test('that the server closes, whoever ends the connection first', async () => {
    const { observer, of, until } = serverEvents();
    const server = await serve(transports, { observer });
    follow(connect, server.target, { topic: 't' });
    follow(connect, server.target, { topic: 't' });
    await until('came', 2);
    await server.close();
    await until('left', 2);
    expect(of('left').map(({ why }) => why)).toEqual(['server closing', 'server closing']);
  });

  test('that the server reset it', async () => {
    const { observer, until } = serverEvents();
    const server = await serve(transports, { observer });
    await connectRaw(server.target, pushRequests[transport]('t'));
    await until('came');
    server.dropAll();
    expect((await until('left')).why).toBe('cut off by the server');
  });

  test('that the cursor was gone, in the middle of a backlog', async () => {
    const { observer, until } = serverEvents();
    const server = await serve(transports, { observer, capacityPerTopic: 4, epoch: 'q7x2mk' });
    const payload = 'x'.repeat(6_000_000);
    server.publish('t', payload, payload, payload, payload);
    const reader = await connectRaw(server.target, pushRequests[transport]('t', 0), { reads: false });
    await until('came');
    server.publish('t', 'newer', 'newer', 'newer', 'newer');
    reader.socket.resume();
    expect((await until('left')).why).toMatch(/^cursor gone: cursor \d+ cannot be continued: the feed holds/);
  });
});

describe('websocket', () => {
  const maskedText = (text: string) =>
    Buffer.concat(
      Sender.frame(Buffer.from(text), { fin: true, opcode: 1, mask: true, readOnly: true, rsv1: false }),
    );

  test('that no pong came', async () => {
    const { observer, until } = serverEvents();
    const limits = { heartbeatMs: 150, cutOffGraceMs: 100 };
    const server = await serve(['websocket'], { observer, limits });
    await connectRaw(server.target, pushRequests.websocket('t'));
    expect((await until('left')).why).toBe('no pong for 0.3 s');
  });

  test.each([
    [maskedText('hello'), 'invalid frame: not JSON; a frame must be text: {"payload": …}'],
    [Buffer.from([0x81, 0x01, 0x78]), 'invalid frame: Invalid WebSocket frame: MASK must be set'],
  ])('that a frame was invalid: %j', async (frame, why) => {
    const { observer, until } = serverEvents();
    const server = await serve(['websocket'], { observer, limits: { cutOffGraceMs: 100 } });
    const client = await connectRaw(server.target, pushRequests.websocket('t'));
    await until('came');
    client.socket.write(frame);
    expect((await until('left')).why).toBe(why);
  });

  test('a subscriber that names its cursor in the first frame came then', async () => {
    const { observer, of, until } = serverEvents();
    const server = await serve(['websocket'], { observer, epoch: 'q7x2mk' });
    server.publish('t', 1, 2);
    const client = await connectRaw(server.target, pushRequests.websocket('t', 'resume'));
    await client.until(/\r\n\r\n/);
    expect(of('came')).toEqual([]);
    client.socket.write(maskedText('{"resume":"q7x2mk-1"}'));
    expect((await until('came')).cursor).toBe('q7x2mk-1');
  });
});
