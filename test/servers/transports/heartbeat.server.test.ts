import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { sse } from '../../../clients/transports/sse.ts';
import { websocket } from '../../../clients/transports/websocket.ts';
import { createHeartbeat } from '../../../servers/transports/heartbeat.ts';
import { follow } from '../../harness/follower.ts';
import { connectRaw, pushRequests } from '../../harness/raw-connection.ts';
import { serve } from '../../harness/serving.ts';

const limits = { heartbeatMs: 150 };

test('members that come together do not beat together, and each once an interval', async () => {
  const heartbeat = createHeartbeat(150);
  onTestFinished(() => heartbeat.stop());
  const beaten: number[] = [];
  const atOnce: number[] = [];
  await new Promise<void>(resolve => {
    for (let member = 0; member < 30; member++) {
      heartbeat.add(() => {
        beaten.push(member);
        // Those of one tick run in one go, before any promise.
        if (atOnce.length === 0) queueMicrotask(() => void atOnce.splice(0));
        atOnce.push(member);
        expect(atOnce.length).toBeLessThanOrEqual(2);
        if (beaten.length === 30) resolve();
      });
    }
  });
  expect(new Set(beaten).size).toBe(30);
});

test('an event stream carries comments while nothing else happens', async () => {
  const server = await serve(['sse'], { limits });
  const connection = await connectRaw(server.target, pushRequests.sse('t', 0));
  await connection.until(/3\r\n:\n\n\r\n3\r\n:\n\n\r\n/);
});

test('a WebSocket is pinged while nothing else happens', async () => {
  const server = await serve(['websocket'], { limits });
  const { host, port } = server.target;
  const socket = new WebSocket(`ws://${host}:${port}/notifications/socket?topic=t`);
  await new Promise<void>(resolve => {
    let pings = 0;
    socket.on('ping', () => ++pings === 3 && resolve());
  });
  socket.close();
});

test('a WebSocket that never answers a ping is dropped, and its listener with it', async () => {
  const server = await serve(['websocket'], { limits });
  const connection = await connectRaw(server.target, pushRequests.websocket('t', 0));
  await connection.closed;
  expect(connection.bytes().includes(Buffer.from([0x89, 0x00]))).toBe(true);
  await expect.poll(() => server.feed.listenerCount()).toBe(0);
});

describe('our clients live through many heartbeats', () => {
  test.each([
    ['sse', sse],
    ['websocket', websocket()],
  ] as const)('%s', async (transport, connect) => {
    const server = await serve([transport], { limits: { heartbeatMs: 30 } });
    const reader = follow(connect, server.target, { topic: 't' });
    await reader.untilState('open');
    const [socket] = server.sockets;
    const idleBytes = socket?.bytesWritten ?? 0;
    // Ten heartbeats' worth of bytes.
    await expect.poll(() => (socket?.bytesWritten ?? 0) - idleBytes).toBeGreaterThan(20);
    server.publish('t', 'news');
    await reader.untilReceived(1);
    expect(reader.states.map(({ kind }) => kind)).toEqual(['open']);
  });
});
