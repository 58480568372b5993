import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { websocket } from '../../../clients/transports/websocket.ts';
import { deliverySuite } from '../../harness/delivery-suite.ts';
import { follow } from '../../harness/follower.ts';
import { serve } from '../../harness/serving.ts';
import { PAYLOADS } from '../../made/payloads.ts';

describe('WebSocket', () => {
  deliverySuite({ transports: ['websocket'], connect: websocket() });
});

test('MessagePack is refused before the upgrade where the feed has none', async () => {
  const server = await serve(['websocket']);
  const { host, port } = server.target;
  const address = `ws://${host}:${port}/notifications/socket?topic=t&encoding=msgpack`;
  const status = await new Promise<number | undefined>(resolve => {
    const socket = new WebSocket(address);
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode));
    socket.on('open', () => resolve(101));
    socket.on('error', () => {});
  });
  expect(status).toBe(400);
  server.publish('t', 'news');
  expect(server.feed.newestSeq('t')).toBe(1);
});

describe.each(['binary', 'msgpack'] as const)('frames as %s', encoding => {
  test('carry the same notifications, from the feed and as they come', async () => {
    const server = await serve(['websocket'], { packed: true });
    server.publish('t', ...PAYLOADS.slice(0, 3));
    const reader = follow(websocket({ encoding }), server.target, { topic: 't', after: 0 });
    await reader.untilReceived(3);
    server.publish('t', ...PAYLOADS.slice(3));
    await reader.untilReceived(PAYLOADS.length);
    expect(reader.payloads()).toEqual(PAYLOADS);
  });

  test('begin, without a cursor, with the one to start from', async () => {
    const server = await serve(['websocket'], { packed: true });
    server.publish('t', 'old');
    const reader = follow(websocket({ encoding }), server.target, { topic: 't' });
    await reader.untilState('open');
    server.publish('t', 'new');
    await reader.untilReceived(1);
    expect(reader.payloads()).toEqual(['new']);
  });
});
