import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { connectRaw } from '../../harness/raw-connection.ts';
import { serve } from '../../harness/serving.ts';

const EPOCH = 'q7x2mk';

const request = (query: string, headers: Record<string, string> = {}, version = '1.1') => {
  const lines = Object.entries({ Host: 'x', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET /notifications/stream?topic=t${query} HTTP/${version}\r\n${lines.join('')}\r\n`;
};
const start = (cursor: string) => `event: start\nid: ${cursor}\ndata: {"cursor":"${cursor}"}\n\n`;
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

/** The head of an answer, its names in lower case, and what follows. */
function parts(text: string) {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [status = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  );
  return { status, headers, body: rest.join('\r\n\r\n') };
}

test('begins at once, head and first event together, and says that the connection ends with it', async () => {
  const server = await serve(['sse'], { epoch: EPOCH });
  const connection = await connectRaw(server.target, request('&after=q7x2mk-0'));
  await once(connection.socket, 'data');
  const { status, headers, body } = parts(connection.text());
  expect(status).toBe('HTTP/1.1 200 OK');
  expect(headers).toEqual({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    connection: 'close',
    date: expect.any(String),
    'transfer-encoding': 'chunked',
  });
  expect(body).toBe(chunk(start('q7x2mk-0')));
});

describe('starts from', () => {
  test.each([
    ['the next notification, without a cursor', '', {}, 3],
    ['`after`', '&after=q7x2mk-1', {}, 1],
    ['a bare number', '&after=1', {}, 1],
    [
      '`Last-Event-ID`, which the browser sends besides its first address',
      '&after=q7x2mk-1',
      { 'Last-Event-ID': 'q7x2mk-2' },
      2,
    ],
    ['`lastEventId`, which polyfills send instead', '&after=q7x2mk-1&lastEventId=q7x2mk-2', {}, 2],
    ['`Last-Event-ID` where both are sent', '&lastEventId=q7x2mk-1', { 'Last-Event-ID': 'q7x2mk-2' }, 2],
    ['the next notification, where `Last-Event-ID` is empty', '', { 'Last-Event-ID': '' }, 3],
    ['`after`, where `Last-Event-ID` is empty', '&after=q7x2mk-1', { 'Last-Event-ID': '' }, 1],
    ['`after`, where `lastEventId` is empty', '&after=q7x2mk-1&lastEventId=', {}, 1],
  ])('%s', async (_, query, headers: Record<string, string>, seq) => {
    const server = await serve(['sse'], { epoch: EPOCH });
    server.publish('t', 1, 2, 3);
    const connection = await connectRaw(server.target, request(query, headers));
    await connection.until(/event: start/);
    server.publish('t', 4);
    await connection.until(/"payload":4/);
    expect(parts(connection.text()).body.startsWith(chunk(start(`${EPOCH}-${seq}`)))).toBe(true);
    const ids = [...connection.text().matchAll(/^id: (\S+)\n(?!data: \{"cursor)/gm)].map(([, id]) => id);
    expect(ids).toEqual([1, 2, 3, 4].filter(one => one > seq).map(one => `${EPOCH}-${one}`));
  });
});

describe('over HTTP/1.0', () => {
  test.each<Record<string, string>>([{}, { Connection: 'keep-alive' }, { TE: 'chunked' }])(
    'goes on without chunks until the connection ends, with %j',
    async headers => {
      const server = await serve(['sse'], { epoch: EPOCH, limits: { heartbeatMs: 60_000 } });
      const connection = await connectRaw(server.target, request('', headers, '1.0'));
      await connection.until(/event: start/);
      server.publish('t', 'news');
      await connection.until(/"payload":"news"/);
      const [entry] = server.feed.since('t', { seq: 0 });
      await server.close();
      await connection.closed;
      const answer = parts(connection.text());
      expect(answer.status).toBe('HTTP/1.1 200 OK');
      expect(answer.headers).not.toHaveProperty('transfer-encoding');
      expect(answer.headers).toMatchObject({ connection: 'close' });
      expect(answer.body).toBe(`${start('q7x2mk-0')}id: q7x2mk-1\ndata: ${entry?.json}\n\n`);
    },
  );

  test('has heartbeats and a last event without chunks too', async () => {
    const server = await serve(['sse'], { limits: { heartbeatMs: 30 } });
    const connection = await connectRaw(server.target, request('', {}, '1.0'));
    await connection.until(/\n\n:\n:\n/);
  });

  test('is refused like over HTTP/1.1 where the cursor is gone', async () => {
    const server = await serve(['sse']);
    const connection = await connectRaw(server.target, request('&after=9', {}, '1.0'));
    await connection.until(/^HTTP\/1\.1 410 /);
    await connection.closed;
    expect(JSON.parse(parts(connection.text()).body)).toMatchObject({ code: 'CURSOR_GONE' });
  });
});

describe('a cursor that is gone', () => {
  test('before the first byte is 410, on a connection that stays', async () => {
    const server = await serve(['sse'], { epoch: EPOCH });
    server.publish('t', 1, 2);
    const connection = await connectRaw(server.target, request('', { 'Last-Event-ID': 'abcdef-2' }));
    await connection.until(/\}$/);
    const { status, headers, body } = parts(connection.text());
    expect(status).toBe('HTTP/1.1 410 Gone');
    expect(headers).toMatchObject({ 'cache-control': 'no-store', connection: 'keep-alive' });
    expect(JSON.parse(body)).toEqual({
      statusCode: 410,
      code: 'CURSOR_GONE',
      error: 'Gone',
      message: 'cursor abcdef-2 cannot be continued: its feed was lost in a restart, or is on another server',
    });
    connection.socket.write(request('', { 'Last-Event-ID': 'q7x2mk-2' }));
    await connection.until(/event: start\nid: q7x2mk-2/);
  });

  test.each(['1.1', '1.0'])('later, over HTTP/%s, is an event before the end', async version => {
    const server = await serve(['sse'], { epoch: EPOCH, capacityPerTopic: 300 });
    const payload = 'x'.repeat(60_000);
    server.publish('t', ...Array.from({ length: 300 }, () => payload));
    const connected = server.nextConnection();
    const connection = await connectRaw(server.target, request('&after=0', {}, version), { reads: false });
    const socket = await connected;
    await expect.poll(() => socket.writableLength).toBeGreaterThan(0);
    // Overtakes the reader, which has not read yet.
    server.publish('t', ...Array.from({ length: 300 }, () => payload));
    let tail = '';
    connection.socket.on('data', (data: Buffer) => {
      tail = (tail + data.toString('latin1')).slice(-400);
    });
    await connection.closed;
    const last = version === '1.0' ? '' : '\r\n0\r\n\r\n';
    expect(tail).toMatch(
      /event: gone\ndata: \{"code":"CURSOR_GONE","message":"cursor \d+ cannot be continued: the feed holds 301 to 600"\}\n\n/,
    );
    expect(tail.endsWith(`"}\n\n${last}`)).toBe(true);
  });
});
