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

test('with an interval of 0 nobody beats', async () => {
  let beaten = 0;
  const heartbeat = createHeartbeat(0);
  const remove = heartbeat.add(() => beaten++);
  // An interval of 0 would be one of a millisecond to a timer.
  await new Promise(resolve => setTimeout(resolve, 100));
  expect(beaten).toBe(0);
  remove();
  heartbeat.stop();
});

test('an event stream carries comments while nothing else happens', async () => {
  const server = await serve(['sse'], { limits });
  const connection = await connectRaw(server.target, pushRequests.sse('t', 0));
  await connection.until(/2\r\n:\n\r\n2\r\n:\n\r\n/);
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

test('a WebSocket that does not answer two pings is closed with a reason, and its listener is gone', async () => {
  const server = await serve(['websocket'], { limits: { ...limits, cutOffGraceMs: 100 } });
  const connection = await connectRaw(server.target, pushRequests.websocket('t', 0));
  await connection.closed;
  const reason = 'no pong for 0.3 s';
  const close = [0x88, 2 + reason.length, 1013 >> 8, 1013 & 0xff];
  const end = connection.bytes().subarray(-(close.length + reason.length));
  expect([...end.subarray(0, close.length)]).toEqual(close);
  expect(String(end.subarray(close.length))).toBe(reason);
  const text = connection.bytes().toString('latin1');
  expect(text.split('\x89\x00')).toHaveLength(1 + 2);
  await expect.poll(() => server.feed.listenerCount()).toBe(0);
});

test('a WebSocket that answers every second ping stays', async () => {
  const server = await serve(['websocket'], { limits: { heartbeatMs: 60 } });
  const { host, port } = server.target;
  const socket = new WebSocket(`ws://${host}:${port}/notifications/socket?topic=t`, { autoPong: false });
  await new Promise<void>((resolve, reject) => {
    let pings = 0;
    socket.on('ping', () => {
      pings++;
      if (pings % 2 === 0) socket.pong();
      if (pings === 8) resolve();
    });
    socket.on('close', (code, reason) => reject(new Error(`${code} ${reason}`)));
  });
  socket.close();
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
