import { get } from 'node:http';
import { createGunzip, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { longPolling } from '../../clients/transports/long-polling.ts';
import { sse } from '../../clients/transports/sse.ts';
import type { Target } from '../../clients/transports/subscriber.ts';
import { websocket } from '../../clients/transports/websocket.ts';
import { COMPRESSIONS } from '../../scenarios/load/connection.ts';
import { deliverySuite } from '../harness/delivery-suite.ts';
import { follow } from '../harness/follower.ts';
import { serve } from '../harness/serving.ts';

const TEXT = 'the same words again and again, '.repeat(20);

// WebSocket per message is in the trials; its frames are those of the suite without compression.
describe.each([
  ['WebSocket, shared-context', 'websocket', websocket(), 'shared-context'],
  ['SSE, shared-context', 'sse', sse, 'shared-context'],
  ['SSE, per-message', 'sse', sse, 'per-message'],
] as const)('%s', (_, transport, connect, compression) => {
  deliverySuite({ transports: [transport], connect, compression });
});

interface Answer {
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** What an ordinary client gets, up to the end or to the first bytes after `untilBytes`. */
function answerTo(
  { host, port }: Target,
  path: string,
  headers: Record<string, string>,
  untilBytes = Number.POSITIVE_INFINITY,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = get({ host, port, path, headers }, response => {
      const chunks: Buffer[] = [];
      const finish = () => {
        resolve({ headers: response.headers, body: Buffer.concat(chunks) });
        request.destroy();
      };
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        if (Buffer.concat(chunks).length > untilBytes) finish();
      });
      response.on('end', finish);
      response.on('error', () => {}); // It was destroyed.
    });
    request.on('error', reject);
  });
}

describe.each(COMPRESSIONS)('a server that compresses, %s', compression => {
  test('answers a poll with gzip where it is taken, and says to caches what it depends on', async () => {
    const server = await serve(['short-polling'], { compression, origins: ['https://app.example'] });
    server.publish('t', TEXT);
    const path = '/notifications?topic=t&after=0';
    const zipped = await answerTo(server.target, path, { 'accept-encoding': 'br, gzip;q=0.5' });
    const plain = await answerTo(server.target, path, { 'accept-encoding': 'gzip;q=0' });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(plain.headers['content-encoding']).toBeUndefined();
    for (const { headers } of [zipped, plain]) expect(headers.vary).toBe('origin, accept-encoding');
    expect(gunzipSync(zipped.body)).toEqual(plain.body);
    expect(zipped.body.length).toBeLessThan(plain.body.length / 2);
  });

  test('gives a list a weak entity tag, which both of its forms have', async () => {
    const server = await serve(['short-polling'], { compression });
    server.publish('t', TEXT);
    const path = '/notifications?topic=t&latest=5';
    const [zipped, plain] = await Promise.all(
      ['gzip', 'identity'].map(encoding => answerTo(server.target, path, { 'accept-encoding': encoding })),
    );
    expect(zipped?.headers.etag).toMatch(/^W\/"/);
    expect(plain?.headers.etag).toBe(zipped?.headers.etag);
    const known = await answerTo(server.target, path, { 'if-none-match': `${zipped?.headers.etag}` });
    expect(known.body).toHaveLength(0);
    expect(known.headers.vary).toBe('accept-encoding');
  });

  test('has an event stream that ordinary gzip reads event by event, to a valid end', async () => {
    const server = await serve(['sse'], { compression });
    server.publish('t', TEXT);
    const path = '/notifications/stream?topic=t&after=0';
    const gunzip = createGunzip();
    const text = { read: '' };
    const ended = new Promise<void>((resolve, reject) => gunzip.on('end', resolve).on('error', reject));
    gunzip.on('data', chunk => {
      text.read += chunk;
    });
    const { host, port } = server.target;
    const request = get({ host, port, path, headers: { 'accept-encoding': 'gzip' } }, response => {
      expect(response.headers['content-encoding']).toBe('gzip');
      expect(response.headers.vary).toBe('accept-encoding');
      response.pipe(gunzip);
    });
    onTestFinished(() => void request.destroy());
    await expect.poll(() => text.read).toContain(TEXT);
    server.publish('t', 'a second one');
    await expect.poll(() => text.read).toContain('a second one');
    await server.close();
    await ended;
    expect(text.read.split('\n\n').filter(Boolean)).toHaveLength(3);
  });

  test('sends a stream as it is to a client that takes no gzip', async () => {
    const server = await serve(['sse'], { compression });
    server.publish('t', TEXT);
    const path = '/notifications/stream?topic=t&after=0';
    const { headers, body } = await answerTo(server.target, path, {}, TEXT.length);
    expect(headers['content-encoding']).toBeUndefined();
    expect(String(body)).toContain(TEXT);
  });

  test('agrees to permessage-deflate with another client, whose messages it takes compressed', async () => {
    const server = await serve(['websocket'], { compression });
    server.publish('t', TEXT);
    const { host, port } = server.target;
    const socket = new WebSocket(`ws://${host}:${port}/notifications/socket?topic=t&after=0`, {
      perMessageDeflate: { threshold: 0 },
    });
    onTestFinished(() => socket.terminate());
    const messages: string[] = [];
    socket.on('message', data => messages.push(String(data)));
    await expect.poll(() => messages.length).toBe(2);
    expect(socket.extensions).toBe('permessage-deflate');
    socket.send(JSON.stringify({ payload: TEXT }));
    await expect.poll(() => messages.length).toBe(3);
    for (const message of messages.slice(1)) expect(JSON.parse(message).payload).toBe(TEXT);
  });

  test('agrees with a client that wants no context to be kept', async () => {
    const server = await serve(['websocket'], { compression });
    server.publish('t', TEXT, TEXT);
    const { host, port } = server.target;
    const socket = new WebSocket(`ws://${host}:${port}/notifications/socket?topic=t&after=0`, {
      perMessageDeflate: { serverNoContextTakeover: true },
    });
    onTestFinished(() => socket.terminate());
    const messages: string[] = [];
    socket.on('message', data => messages.push(String(data)));
    await expect.poll(() => messages.length).toBe(3);
    expect(socket.extensions).toBe('permessage-deflate');
  });

  test('answers a poll with zstd where that is preferred', async () => {
    const server = await serve(['short-polling'], { compression });
    server.publish('t', TEXT);
    const path = '/notifications?topic=t&after=0';
    const encodings = ['zstd', 'gzip;q=0.5, zstd', 'gzip, zstd'];
    const answers = await Promise.all(
      encodings.map(encoding => answerTo(server.target, path, { 'accept-encoding': encoding })),
    );
    expect(answers.map(({ headers }) => headers['content-encoding'])).toEqual(['zstd', 'zstd', 'gzip']);
    const plain = await answerTo(server.target, path, {});
    expect(zstdDecompressSync(answers[0]?.body ?? Buffer.alloc(0))).toEqual(plain.body);
  });

  test('sends messages as they are to a client that does not offer it', async () => {
    const server = await serve(['websocket'], { compression });
    server.publish('t', TEXT);
    const reader = follow(websocket(), server.target, { topic: 't', after: 0 });
    await reader.untilReceived(1);
    expect(reader.payloads()).toEqual([TEXT]);
  });
});

describe('a client of the lab that asks for compression', () => {
  test.each([
    ['websocket', websocket()],
    ['sse', sse],
    ['long-polling', longPolling({ waitSeconds: 5 })],
  ] as const)('over %s ends its subscription where there is none', async (transport, connect) => {
    const server = await serve([transport]);
    server.publish('t', TEXT);
    const target = { ...server.target, compression: 'per-message' } as const;
    const reader = follow(connect, target, { topic: 't', after: 0 });
    await reader.untilState('ended');
    expect(reader.states.at(-1)).toMatchObject({ code: 'NOT_COMPRESSED' });
    expect(reader.received).toEqual([]);
  });

  test('takes no other agreement than the one that it asked for', async () => {
    const server = await serve(['websocket'], { compression: 'per-message' });
    const target = { ...server.target, compression: 'shared-context' } as const;
    const reader = follow(websocket(), target, { topic: 't', after: 0 });
    await reader.untilState('ended');
    expect(reader.states.at(-1)).toMatchObject({ code: 'NOT_COMPRESSED' });
  });
});
