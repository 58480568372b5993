import { once } from 'node:events';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { websocket } from '../../clients/transports/websocket.ts';
import { follow } from '../harness/follower.ts';
import { connectRaw, pushRequests } from '../harness/raw-connection.ts';
import { serve } from '../harness/serving.ts';

test.each([
  '/notifications/socket?topic=t',
  '/notifications/socket?topic=t&after=0',
  '/notifications/socket?topic=t&after=resume',
  '/echo',
])('a WebSocket at %s is told that the server ends', async path => {
  const server = await serve(['websocket'], { echo: true });
  const socket = new WebSocket(`ws://127.0.0.1:${server.target.port}${path}`);
  const closed = once(socket, 'close');
  await once(socket, 'open');
  await server.close();
  const [code, reason] = await closed;
  expect([code, String(reason)]).toEqual([1001, 'the server ends']);
});

test('the close frame of a server that ends is the last, and a client takes it for a break', async () => {
  const server = await serve(['websocket']);
  server.publish('t', 1);
  const reader = follow(websocket(), server.target, { topic: 't', after: 0 });
  await reader.untilReceived(1);
  const connection = await connectRaw(server.target, pushRequests.websocket('t', 0));
  await connection.until(/"payload":1/);
  const closing = server.close();
  server.publish('t', 'too late');
  await connection.until(/the server ends$/);
  connection.socket.end();
  await closing;
  const frame = Buffer.from('....the server ends');
  frame.set([0x88, 17, 1001 >> 8, 1001 & 0xff]);
  expect(connection.bytes().subarray(-frame.length)).toEqual(frame);
  await reader.until(() => reader.states.at(-1)?.kind !== 'open');
  expect(reader.states.at(-1)).toMatchObject({ kind: 'waiting' });
});
