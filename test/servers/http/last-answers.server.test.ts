import { describe, expect, test } from 'vitest';
import { TESTED_TRANSPORTS } from '../../../scenarios/load/transport.ts';
import { connectRaw } from '../../harness/raw-connection.ts';
import { rawRequest } from '../../harness/raw-request.ts';
import { serve } from '../../harness/serving.ts';

const EPOCH = 'q7x2mk';
const POLL = `/notifications?topic=t&after=${EPOCH}-0`;
const waitingPoll = (seconds = 20) => rawRequest('GET', POLL, { prefer: `wait=${seconds}` });

/** Heads of the answers in the text of a connection. */
const headsIn = (text: string) => text.match(/^HTTP\/1\.1 \d+[\s\S]*?\r\n\r\n/gm) ?? [];

describe('an idle connection', () => {
  test.each([
    ['a poll', rawRequest('GET', POLL)],
    ['a refusal', rawRequest('GET', '/notifications?topic=t&after=x')],
    ['an unknown path', rawRequest('GET', '/nothing')],
    ['a wrong method', rawRequest('PUT', '/notifications', { 'content-type': 'text/xml' }, '<a/>')],
    ['a long poll', waitingPoll(1)],
  ])('after %s is kept as long as announced, though less is granted to stalled ones', async (_, request) => {
    const server = await serve(TESTED_TRANSPORTS, {
      epoch: EPOCH,
      limits: { keepAliveMs: 1500, stalledAnswerMs: 200 },
    });
    const connection = await connectRaw(server.target, request);
    await connection.until(/\r\n\r\n/);
    const answeredAt = performance.now();
    const [head = ''] = headsIn(connection.text());
    expect(head).toMatch(/\r\nconnection: keep-alive\r\n/i);
    const announcedMs = 1000 * Number(/\r\nkeep-alive: timeout=(\d+)\r\n/i.exec(head)?.[1]);
    expect(announcedMs).toBe(1000);
    await connection.closed;
    expect(performance.now() - answeredAt).toBeGreaterThanOrEqual(announcedMs);
  });

  test('is kept for longer than the pools of proxies keep theirs', async () => {
    const server = await serve(['short-polling'], { epoch: EPOCH });
    const connection = await connectRaw(server.target, rawRequest('GET', POLL));
    await connection.until(/\r\nkeep-alive: timeout=125\r\n/i);
  });
});

describe('an answer after which the server shuts says so', () => {
  const lastAnswerOf = async (
    requests: string,
    {
      limits = {},
      until,
    }: { limits?: NonNullable<Parameters<typeof serve>[1]>['limits']; until?: RegExp } = {},
  ) => {
    const server = await serve(TESTED_TRANSPORTS, { epoch: EPOCH, limits });
    const connection = await connectRaw(server.target, requests);
    if (until) await connection.until(until);
    await connection.closed;
    const heads = headsIn(connection.text());
    for (const head of heads.slice(0, -1)) expect(head).not.toMatch(/\r\nconnection: close\r\n/i);
    expect(heads.at(-1)).toMatch(/\r\nconnection: close\r\n/i);
    return { heads, text: connection.text(), server };
  };

  test.each([
    ['no HTTP', '\u0000\u0001\u0002\r\n\r\n', 400],
    ['a bad header', 'GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n', 400],
    ['headers that are too large', `GET / HTTP/1.1\r\nHost: x\r\nA: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    [
      'a body that is too large',
      rawRequest('POST', '/notifications', { 'content-type': 'application/json' }, `"${'x'.repeat(2_000)}"`),
      413,
    ],
  ])('%s', async (_, request, status) => {
    const { heads } = await lastAnswerOf(request, { limits: { maxPublishBytes: 1_000 } });
    expect(heads).toEqual([expect.stringMatching(`^HTTP/1\\.1 ${status} `)]);
  });

  test('no HTTP after a good request', async () => {
    const { heads } = await lastAnswerOf(`${rawRequest('GET', POLL)}\u0000\r\n\r\n`);
    expect(heads).toEqual([
      expect.stringMatching(/^HTTP\/1\.1 204 /),
      expect.stringMatching(/^HTTP\/1\.1 400 /),
    ]);
  });

  test('more requests at once than are allowed, of which none is answered yet', async () => {
    const { heads, text, server } = await lastAnswerOf(waitingPoll().repeat(7));
    expect(heads).toEqual([expect.stringMatching(/^HTTP\/1\.1 503 /)]);
    expect(text).toMatch(/"message":"more than 6 requests of this connection wait for their answers"\}$/);
    await expect.poll(() => server.feed.listenerCount()).toBe(0);
  });

  test('a request that does not come to its end', async () => {
    const half = rawRequest(
      'POST',
      '/notifications',
      { 'content-type': 'application/json', 'content-length': '100' },
      '{"topic":"t",',
    );
    const { heads } = await lastAnswerOf(half, { limits: { stalledAnswerMs: 300 } });
    expect(heads).toEqual([expect.stringMatching(/^HTTP\/1\.1 408 /)]);
  });

  test('a poll that waits when the server closes', async () => {
    const server = await serve(TESTED_TRANSPORTS, { epoch: EPOCH });
    const connection = await connectRaw(server.target, waitingPoll());
    await expect.poll(() => server.feed.listenerCount()).toBe(1);
    await server.close();
    await connection.closed;
    expect(connection.text()).toMatch(/^HTTP\/1\.1 204 [\s\S]*\r\nconnection: close\r\n/i);
  });
});

test('a long poll waits for longer than a stalled answer may', async () => {
  const server = await serve(['long-polling'], { epoch: EPOCH, limits: { stalledAnswerMs: 200 } });
  const connection = await connectRaw(server.target, waitingPoll(1));
  await connection.until(/^HTTP\/1\.1 204 /);
});
