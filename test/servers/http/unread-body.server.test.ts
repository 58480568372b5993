import { once } from 'node:events';
import { expect, test } from 'vitest';
import { connectRaw } from '../../harness/raw-connection.ts';
import { rawRequest } from '../../harness/raw-request.ts';
import { type Serving, serve } from '../../harness/serving.ts';

const TOO_LARGE_BYTES = 8 * 1024 * 1024;
const JSON_TYPE = { 'content-type': 'application/json' };

/**
 * Sends a request as most libraries do: all of it, and only then reads. Resolves with what it read,
 * and whether the connection came to a proper end.
 */
async function sentThenRead({ target }: Serving, head: string, body: string) {
  const { socket } = await connectRaw(target, head, { reads: false });
  let text = '';
  let isReset = false;
  socket.on('error', () => {
    isReset = true;
  });
  const closed = once(socket, 'close').catch(() => {});
  await new Promise(resolve => socket.write(body, resolve));
  socket.on('data', chunk => {
    text += chunk;
  });
  socket.resume();
  await closed;
  return { text, isReset };
}

const lengthOf = (bytes: number) => ({ 'content-length': `${bytes}` });
const chunked = (content: string) => `${content.length.toString(16)}\r\n${content}\r\n0\r\n\r\n`;

test.each([
  ['413', 'with a length', 'POST', '/notifications', { ...JSON_TYPE, ...lengthOf(TOO_LARGE_BYTES) }],
  ['413', 'in chunks', 'POST', '/notifications', { ...JSON_TYPE, 'transfer-encoding': 'chunked' }],
  [
    '415',
    'of an unknown type',
    'POST',
    '/notifications',
    { 'content-type': 'text/xml', connection: 'close', ...lengthOf(TOO_LARGE_BYTES) },
  ],
  ['404', 'to nowhere', 'POST', '/nothing', { connection: 'close', ...lengthOf(TOO_LARGE_BYTES) }],
  ['405', 'by PUT', 'PUT', '/notifications', { connection: 'close', ...lengthOf(TOO_LARGE_BYTES) }],
] as const)(
  '%s reaches a client that first sends a large body %s',
  async (status, _, method, path, headers) => {
    const server = await serve(['short-polling', 'sse']);
    const body = 'x'.repeat(TOO_LARGE_BYTES);
    const sent = 'transfer-encoding' in headers ? chunked(body) : body;
    const { text, isReset } = await sentThenRead(server, rawRequest(method, path, headers), sent);
    expect(text).toMatch(
      new RegExp(`^HTTP/1\\.1 ${status} [\\s\\S]*\\r\\nconnection: close\\r\\n[\\s\\S]*\\}$`, 'i'),
    );
    expect(isReset).toBe(false);
  },
);

test.each([
  ['400', 'what is no HTTP', '\u0000'.repeat(TOO_LARGE_BYTES)],
  ['431', 'headers without an end', `GET / HTTP/1.1\r\nA: ${'x'.repeat(TOO_LARGE_BYTES)}`],
  [
    '503',
    'too many requests at once',
    rawRequest('GET', '/notifications?topic=t&after=0', { prefer: 'wait=20' }).repeat(50_000),
  ],
])('%s reaches a client that first sends %s', async (status, _, request) => {
  const server = await serve(['long-polling']);
  const { text, isReset } = await sentThenRead(server, '', request);
  expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [^]*\\r\\nconnection: close\\r\\n[^]*\\}$`));
  expect(text.match(/HTTP\/1\.1 \d+/g)).toHaveLength(1);
  expect(isReset).toBe(false);
  await expect.poll(() => server.feed.listenerCount()).toBe(0);
});

test('413 goes out before the body has come', async () => {
  const server = await serve(['short-polling']);
  const headers = { ...JSON_TYPE, ...lengthOf(TOO_LARGE_BYTES) };
  const connection = await connectRaw(server.target, rawRequest('POST', '/notifications', headers));
  await connection.until(/^HTTP\/1\.1 413 [\s\S]*"message":".*too large"\}$/);
});

test('no more than the bound is read, and for no longer than the grace', async () => {
  const server = await serve(['short-polling'], {
    limits: { maxPublishBytes: 1000, maxDiscardedBytes: 100_000, cutOffGraceMs: 300 },
  });
  const head = rawRequest('POST', '/notifications', { ...JSON_TYPE, ...lengthOf(TOO_LARGE_BYTES) });
  const silent = await connectRaw(server.target, head);
  await silent.until(/^HTTP\/1\.1 413 /);
  await silent.closed;
  const accepted = server.nextConnection();
  const flooding = await connectRaw(server.target, head);
  const socket = await accepted;
  flooding.socket.write(Buffer.alloc(TOO_LARGE_BYTES));
  await flooding.closed;
  // What was read at once when the bound was reached comes on top.
  expect(socket.bytesRead).toBeLessThan(TOO_LARGE_BYTES);
});
