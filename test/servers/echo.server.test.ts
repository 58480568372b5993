import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { WebSocket as WsSocket } from 'ws';
import { TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import { connectRaw } from '../harness/raw-connection.ts';
import { HANDSHAKE, rawRequest } from '../harness/raw-request.ts';
import { serve } from '../harness/serving.ts';

const TEXTS = ['Hello, Server!', '', 'ü €👍\n', '{"payload":1}', 'x'.repeat(70_000)];

describe.each([
  ['all transports', TESTED_TRANSPORTS],
  ['one transport', ['sse'] as const],
])('beside %s, /echo', (_, transports) => {
  test('sends text back as text and binary as binary, byte by byte', async () => {
    const { target, feed } = await serve(transports, { echo: true });
    const socket = new WsSocket(`ws://${target.host}:${target.port}/echo`);
    await once(socket, 'open');
    for (const text of TEXTS) {
      for (const isBinary of [false, true]) {
        socket.send(Buffer.from(text), { binary: isBinary });
        const [data, cameBinary] = await once(socket, 'message');
        expect(String(data)).toBe(text);
        expect(cameBinary).toBe(isBinary);
      }
    }
    socket.close(1000, 'done');
    expect(await once(socket, 'close')).toEqual([1000, Buffer.from('done')]);
    expect(feed.listenerCount()).toBe(0);
  });
});

test('what introductions to WebSocket print works, but for the address', async () => {
  const { target } = await serve(TESTED_TRANSPORTS, { echo: true });
  const received = new Promise(resolve => {
    const ws = new WebSocket(`ws://${target.host}:${target.port}/echo`);
    ws.onopen = () => ws.send('Hello, Server!');
    ws.onmessage = event => {
      resolve(event.data);
      ws.close();
    };
  });
  expect(await received).toBe('Hello, Server!');
});

test('is not there unless wanted', async () => {
  const { target } = await serve(TESTED_TRANSPORTS);
  const connection = await connectRaw(target, rawRequest('GET', '/echo', HANDSHAKE));
  await connection.until(/^HTTP\/1\.1 404 /);
});

test('a client that sends without end and never reads is not read from, and leaves after two pings', async () => {
  const server = await serve(['sse'], {
    echo: true,
    limits: { maxUnreadBytes: 100_000, heartbeatMs: 1500 },
  });
  const connected = server.nextConnection();
  const client = await connectRaw(server.target, rawRequest('GET', '/echo', HANDSHAKE), { reads: false });
  const socket = await connected;
  const message = Buffer.alloc(65_536 + 14, 'x');
  // Masked with zeros: a binary message of 64 KiB.
  message.set([0x82, 0xff, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  let largest = 0;
  const flood = () => {
    largest = Math.max(largest, socket.writableLength);
    while (!client.socket.destroyed && client.socket.write(message));
  };
  client.socket.on('drain', flood);
  flood();
  await once(socket, 'close');
  expect(largest).toBeLessThan(100_000 + 3 * 65_536);
});
