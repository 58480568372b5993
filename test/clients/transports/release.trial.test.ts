import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { ROOT } from '../../../root.ts';
import { connectRaw, pushRequests } from '../../harness/raw-connection.ts';
import { serve } from '../../harness/serving.ts';

const entry = join(ROOT, 'test/harness/open-and-close.ts');
const transports = ['short-polling', 'long-polling', 'sse', 'websocket', 'tcp-floor'];

test.each(
  transports.flatMap(transport => [
    [transport, 'client'],
    [transport, 'server'],
  ]),
)('%s, %s first: after both are closed nothing keeps the process alive', async (transport, closesFirst) => {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--no-warnings', entry, transport, closesFirst],
    { timeout: 15_000 },
  );
  expect(stdout).toBe('listeners left: 0\n');
  expect(stderr).toBe('');
});

test('a server closes though a WebSocket never answers its close frame', async () => {
  const server = await serve(['websocket'], { limits: { cutOffGraceMs: 200 } });
  const connection = await connectRaw(server.target, pushRequests.websocket('t', 0));
  await connection.until(/\r\n\r\n/);
  await server.close();
  await connection.closed;
  expect(server.feed.listenerCount()).toBe(0);
});

test('a server that closes tells a WebSocket so', async () => {
  const server = await serve(['websocket']);
  const { host, port } = server.target;
  const socket = new WebSocket(`ws://${host}:${port}/notifications/socket?topic=t&after=0`);
  await new Promise(resolve => socket.on('open', resolve));
  const closed = new Promise(resolve => socket.on('close', resolve));
  await server.close();
  // Going away; shutdown.server.test.ts has the reason.
  expect(await closed).toBe(1001);
});

test('a server that closes answers a poll that waits, and ends a stream in order', async () => {
  const server = await serve(['long-polling', 'sse']);
  const poll = await connectRaw(
    server.target,
    'GET /notifications?topic=t&after=0 HTTP/1.1\r\nHost: x\r\nPrefer: wait=30\r\n\r\n',
  );
  const stream = await connectRaw(server.target, pushRequests.sse('t', 0));
  await expect.poll(() => server.feed.listenerCount()).toBe(2);
  await server.close();
  await Promise.all([poll.closed, stream.closed]);
  expect(poll.text()).toMatch(/^HTTP\/1\.1 200 [\s\S]*"cursor":"\w+-0"/);
  expect(poll.text()).toMatch(/\r\nconnection: close\r\n/i);
  expect(stream.text()).toMatch(/\r\n0\r\n\r\n$/);
});
