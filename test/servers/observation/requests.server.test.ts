import { once } from 'node:events';
import { expect, test } from 'vitest';
import { TESTED_TRANSPORTS } from '../../../scenarios/load/transport.ts';
import { connectRaw } from '../../harness/raw-connection.ts';
import { HANDSHAKE, rawRequest } from '../../harness/raw-request.ts';
import { serverEvents } from '../../harness/server-events.ts';
import { type Serving, serve } from '../../harness/serving.ts';

const visitor = (transport: string) => ({
  transport,
  topic: 't',
  address: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
});

async function observed() {
  const heard = serverEvents();
  const server = await serve(TESTED_TRANSPORTS, { observer: heard.observer, epoch: 'q7x2mk', echo: true });
  return { ...heard, server };
}

const WAIT = { prefer: 'wait=20' };

/** Sends a request and resolves with its connection, which stays open. */
const ask = ({ target }: Serving, path: string, headers = {}, method = 'GET', body?: string) =>
  connectRaw(target, rawRequest(method, path, headers, body));

test('a long poll comes, waits, and gets what is published', async () => {
  const { server, events, until } = await observed();
  server.publish('t', 'one');
  await ask(server, '/notifications?topic=t&after=q7x2mk-1', WAIT);
  await until('came');
  server.publish('t', 'two');
  await until('polled');
  expect(events.slice(1)).toEqual([
    { kind: 'came', visitor: visitor('long-polling'), cursor: 'q7x2mk-1' },
    { kind: 'published', followers: 1, entry: expect.objectContaining({ seq: 2 }) },
    {
      kind: 'polled',
      visitor: visitor('long-polling'),
      waitedMs: expect.any(Number),
      answer: { statusCode: 200, notificationCount: 1, cursor: 'q7x2mk-2' },
    },
  ]);
});

test('a long poll that is answered at once does not wait', async () => {
  const { server, of, until } = await observed();
  server.publish('t', 'one', 'two');
  await ask(server, '/notifications?topic=t&after=0', WAIT);
  expect((await until('polled')).answer).toEqual({
    statusCode: 200,
    notificationCount: 2,
    cursor: 'q7x2mk-2',
  });
  expect(of('came')).toEqual([]);
});

test('a long poll waits as long as it says, and gets nothing', async () => {
  const { server, until } = await observed();
  await ask(server, '/notifications?topic=t&after=q7x2mk-0', { prefer: 'wait=1' });
  const { waitedMs, answer } = await until('polled');
  expect(answer).toEqual({ statusCode: 204, notificationCount: 0, cursor: null });
  // A timer may fire a little early.
  expect(waitedMs).toBeGreaterThan(990);
});

test('the client of a long poll leaves, by an end or by a reset', async () => {
  const { server, of, until } = await observed();
  const first = await ask(server, '/notifications?topic=t&after=0', WAIT);
  await until('came');
  first.socket.end();
  expect(await until('left')).toMatchObject({ visitor: visitor('long-polling'), why: 'client closed' });
  const second = await ask(server, '/notifications?topic=t&after=0', WAIT);
  await until('came', 2);
  second.socket.resetAndDestroy();
  expect((await until('left', 2)).why).toBe('connection broken: read ECONNRESET');
  expect(of('polled')).toEqual([]);
});

test('polls that wait when the server ends are answered, and nobody has left', async () => {
  const { server, of, until } = await observed();
  await ask(server, '/notifications?topic=t&after=q7x2mk-0', WAIT);
  await until('came');
  await server.close();
  expect(of('polled').map(({ answer }) => answer.statusCode)).toEqual([204]);
  expect(of('left')).toEqual([]);
});

test('a hundred polls on one connection leave no listeners behind', async () => {
  const { server, until } = await observed();
  const sockets = server.nextConnection();
  const client = await ask(server, '/notifications?topic=t&after=q7x2mk-0', WAIT);
  const socket = await sockets;
  await until('came');
  const listeners = () => socket.listenerCount('end') + socket.listenerCount('error');
  const before = listeners();
  for (let count = 1; count <= 100; count++) {
    server.publish('t', count);
    await until('polled', count);
    client.socket.write(rawRequest('GET', `/notifications?topic=t&after=q7x2mk-${count}`, WAIT));
    await until('came', count + 1);
  }
  expect(listeners()).toBe(before);
});

test.each([
  ['/notifications?topic=t&after=1', {}, { statusCode: 200, notificationCount: 2, cursor: 'q7x2mk-3' }],
  ['/notifications?topic=t&after=3', {}, { statusCode: 200, notificationCount: 0, cursor: 'q7x2mk-3' }],
  ['/notifications?topic=t&after=q7x2mk-3', {}, { statusCode: 204, notificationCount: 0, cursor: null }],
  ['/notifications?topic=t', {}, { statusCode: 200, notificationCount: 0, cursor: 'q7x2mk-3' }],
  ['/notifications?topic=t&latest=2', {}, { statusCode: 200, notificationCount: 2, cursor: 'q7x2mk-3' }],
  ['/notifications?topic=t&latest=9', {}, { statusCode: 200, notificationCount: 3, cursor: 'q7x2mk-3' }],
  [
    '/notifications?topic=t&latest=2',
    { 'if-none-match': '"q7x2mk-3"' },
    { statusCode: 304, notificationCount: 0, cursor: null },
  ],
])('a short poll %s with %j gets %j', async (path, headers, answer) => {
  const { server, of, until } = await observed();
  server.publish('t', 1, '"cursor":"q7x2mk-9"}', 3);
  await ask(server, path, headers);
  expect(await until('polled')).toMatchObject({ visitor: visitor('short-polling'), answer });
  expect(of('came')).toEqual([]);
});

test.each([
  ['GET', '/nothing', {}, 404, /^there is no \/nothing/],
  ['GET', '/notifications?topic=t&after=9', {}, 410, /^cursor 9 cannot be continued/],
  ['GET', '/notifications?topic=t&since=9', {}, 400, /^unknown parameter "since"/],
  ['HEAD', '/notifications?topic=t&after=9', {}, 410, /^cursor 9 cannot be continued/],
  ['DELETE', '/notifications', {}, 405, /^\/notifications takes /],
  ['GET', '/notifications/stream?topic=t&after=9', {}, 410, /^cursor 9 cannot be continued/],
  ['GET', '/notifications/socket?topic=t', {}, 426, /is a WebSocket/],
  ['GET', '/notifications/socket', HANDSHAKE, 400, /topic/],
  ['GET', '/socket', HANDSHAKE, 404, /^there is no WebSocket here/],
  ['POST', '/notifications', { 'content-type': 'application/json' }, 400, /./],
] as const)('%s %s with %j is refused with %i', async (method, path, headers, statusCode, reason) => {
  const { server, of, until } = await observed();
  await ask(server, path, headers, method, method === 'POST' ? '{"topic":"t"}' : undefined);
  expect(await until('refused')).toEqual({
    kind: 'refused',
    request: `${method} ${path.split('?')[0]}`,
    address: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    statusCode,
    reason: expect.stringMatching(reason),
  });
  expect([...of('came'), ...of('polled')]).toEqual([]);
});

test('HEAD, a health check and a publication are no visit', async () => {
  const { server, events } = await observed();
  for (const [method, path, body] of [
    ['HEAD', '/notifications?topic=t', undefined],
    ['HEAD', '/notifications/stream?topic=t', undefined],
    ['GET', '/', undefined],
    ['POST', '/notifications', '{"topic":"t","payload":1}'],
  ] as const) {
    const headers = { connection: 'close', 'content-type': 'application/json' };
    const connection = await ask(server, path, headers, method, body);
    if (!connection.socket.closed) await once(connection.socket, 'close');
  }
  expect(events.map(({ kind }) => kind)).toEqual(['published']);
});
