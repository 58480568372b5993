import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { longPolling } from '../../../clients/transports/long-polling.ts';
import { shortPolling } from '../../../clients/transports/short-polling.ts';
import { sse } from '../../../clients/transports/sse.ts';
import { websocket } from '../../../clients/transports/websocket.ts';
import { deliverySuite } from '../../harness/delivery-suite.ts';
import { follow } from '../../harness/follower.ts';
import { HTTP2 } from '../../harness/http2-target.ts';
import { serve } from '../../harness/serving.ts';

describe('SSE over HTTP/2', () => {
  deliverySuite({ transports: ['sse'], connect: sse, http2: HTTP2 });
});

describe('WebSocket over HTTP/2', () => {
  deliverySuite({ transports: ['websocket'], connect: websocket(), http2: HTTP2 });
});

describe('WebSocket over HTTP/2, with a shared context', () => {
  deliverySuite({
    transports: ['websocket'],
    connect: websocket(),
    http2: HTTP2,
    compression: 'shared-context',
  });
});

describe('long polling over HTTP/2', () => {
  deliverySuite({ transports: ['long-polling'], connect: longPolling({ waitSeconds: 5 }), http2: HTTP2 });
});

describe('short polling over HTTP/2', () => {
  deliverySuite({
    transports: ['short-polling'],
    connect: shortPolling({ intervalMs: 10, phaseMs: () => 0 }),
    connectMany: shortPolling({ intervalMs: 1000, phaseMs: () => 0 }),
    isIdleBetweenRequests: true,
    http2: HTTP2,
  });
});

describe('short polling over HTTP/2, with a connection for each poll', () => {
  deliverySuite({
    transports: ['short-polling'],
    connect: shortPolling({ intervalMs: 10, phaseMs: () => 0, keepAlive: false }),
    connectMany: shortPolling({ intervalMs: 1000, phaseMs: () => 0, keepAlive: false }),
    isConnectionEach: true,
    http2: HTTP2,
  });
});

test('a poll with a connection of its own ends it with the answer, not with the next poll', async () => {
  const server = await serve(['short-polling'], { tls: HTTP2.server, http: 2 });
  server.publish('t', 'hello');
  const connected = server.nextConnection();
  const connect = shortPolling({ intervalMs: 3_600_000, phaseMs: () => 0, keepAlive: false });
  const target = { ...server.target, tls: HTTP2.client, http: 2 as const };
  const reader = follow(connect, target, { topic: 't', after: 0 });
  const connection = await connected;
  const closed = once(connection, 'close');
  await reader.untilReceived(1);
  await closed;
  expect(server.sockets.size).toBe(0);
});
