import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { sse } from '../../clients/transports/sse.ts';
import { TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import { type Follower, follow } from '../harness/follower.ts';
import { connectRaw, pushRequests } from '../harness/raw-connection.ts';
import { rawRequest } from '../harness/raw-request.ts';
import { type Serving, serve } from '../harness/serving.ts';
import { PAYLOADS } from '../made/payloads.ts';

async function serveWithNeighbour(options: Parameters<typeof serve>[1] = {}) {
  const server = await serve(TESTED_TRANSPORTS, options);
  const neighbour = follow(sse, server.target, { topic: 't' });
  await neighbour.untilState('open');
  return { server, neighbour };
}

async function post({ target: { host, port } }: Serving, body: string | Buffer, type = 'application/json') {
  const response = await fetch(`http://${host}:${port}/notifications`, {
    method: 'POST',
    headers: { 'content-type': type, connection: 'close' },
    body,
  });
  return { status: response.status, body: await response.json() };
}

async function openSocket({ target: { host, port } }: Serving, topic = 't') {
  const socket = new WebSocket(`ws://${host}:${port}/notifications/socket?topic=${topic}&after=0`);
  const closed = new Promise<[number, string]>(resolve =>
    socket.on('close', (code, reason) => resolve([code, String(reason)])),
  );
  socket.on('error', () => {});
  await new Promise(resolve => socket.on('open', resolve));
  return { socket, closed };
}

/** The neighbour still receives, and what the fault tried to send is not among it. */
async function stillReceives(server: Serving, neighbour: Follower) {
  server.publish('t', 'still here');
  await neighbour.until(() => neighbour.payloads().includes('still here'));
  expect(neighbour.payloads()).toEqual(['still here']);
  expect(neighbour.states.map(({ kind }) => kind)).toEqual(['open']);
}

describe('POST /notifications', () => {
  test('answers 202 with the seq, and delivers the same bytes', async () => {
    const { server, neighbour } = await serveWithNeighbour();
    for (const [index, payload] of PAYLOADS.entries()) {
      const answer = await post(server, JSON.stringify({ topic: 't', payload }));
      expect(answer).toEqual({ status: 202, body: { seq: index + 1 } });
    }
    await neighbour.untilReceived(PAYLOADS.length);
    expect(neighbour.payloads().map(payload => JSON.stringify(payload))).toEqual(
      PAYLOADS.map(payload => JSON.stringify(payload)),
    );
  });

  test.each([
    ['no JSON', '{"topic":', 400, /JSON/],
    ['nothing', '', 400, /empty|JSON/i],
    ['no topic', '{"payload":1}', 400, /topic/],
    ['no payload', '{"topic":"t"}', 400, /payload/],
    ['a topic that is a number', '{"topic":5,"payload":1}', 400, /topic/],
    ['a topic that is a list', '{"topic":["t"],"payload":1}', 400, /topic/],
    ['an empty topic', '{"topic":"","payload":1}', 400, /topic/],
    ['a topic with a control character', '{"topic":"t\\n","payload":1}', 400, /topic/],
    [
      'a topic with half a surrogate pair',
      '{"topic":"t\\ud83d","payload":1}',
      400,
      /^topic .* surrogate pair$/,
    ],
    ['a topic with the other half', '{"topic":"\\udc4d","payload":1}', 400, /^topic .* surrogate pair$/],
    [
      'a topic that is too long',
      `{"topic":"${'t'.repeat(129)}","payload":1}`,
      400,
      /^topic .* 128 characters/,
    ],
    ['a property of its own', '{"topic":"t","payload":1,"seq":7}', 400, /seq/i],
    ['a list', '[]', 400, /body/],
    ['a property like that of a prototype', '{"__proto__":{},"topic":"t","payload":1}', 400, /__proto__/i],
    ['a payload only in it', '{"__proto__":{"payload":1},"topic":"t"}', 400, /payload|additional/],
    [
      'text that is not UTF-8',
      Buffer.from('{"topic":"t","payload":"\xe4"}', 'latin1'),
      400,
      /JSON: not UTF-8$/,
    ],
    ['UTF-16', Buffer.from('\ufeff{"topic":"t","payload":1}', 'utf16le'), 400, /JSON: not UTF-8$/],
    ['too much', JSON.stringify({ topic: 't', payload: 'x'.repeat(5000) }), 413, /large/i],
  ])('refuses %s', async (_, body, status, message) => {
    const { server, neighbour } = await serveWithNeighbour({ limits: { maxPublishBytes: 4096 } });
    const answer = await post(server, body);
    expect(answer).toMatchObject({ status, body: { message: expect.stringMatching(message) } });
    await stillReceives(server, neighbour);
  });

  test('takes a body that begins with a byte order mark', async () => {
    const { server, neighbour } = await serveWithNeighbour();
    const answer = await post(server, '\ufeff{"topic":"t","payload":1.10}');
    expect(answer).toEqual({ status: 202, body: { seq: 1 } });
    await neighbour.untilReceived(1);
    expect(neighbour.payloads()).toEqual([1.1]);
  });

  test.each(['application/x-unknown', 'text/plain', 'application/x-www-form-urlencoded'])(
    'refuses what is declared as %s',
    async type => {
      const { server, neighbour } = await serveWithNeighbour();
      expect(await post(server, '{"topic":"t","payload":1}', type)).toMatchObject({ status: 415 });
      await stillReceives(server, neighbour);
    },
  );

  test.each([
    [
      { 'content-encoding': 'gzip' },
      'content-encoding is "gzip"; a body must come as it is, without compression',
    ],
    [{ 'content-encoding': 'br, gzip' }, /^content-encoding is "br, gzip"; /],
    [
      { 'content-type': 'application/json; charset=iso-8859-1' },
      'charset is "iso-8859-1"; JSON must be in UTF-8',
    ],
    [{ 'content-type': 'application/json;Charset = "UTF-16"' }, 'charset is "UTF-16"; JSON must be in UTF-8'],
  ])('refuses a body with %j', async (headers, message) => {
    const { server, neighbour } = await serveWithNeighbour();
    const connection = await connectRaw(
      server.target,
      rawRequest(
        'POST',
        '/notifications',
        { 'content-type': 'application/json', connection: 'close', ...headers },
        '{"topic":"t","payload":1}',
      ),
    );
    await connection.closed;
    const [head = '', body = ''] = connection.text().split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 415 /);
    expect(/\r\naccept-encoding: identity(\r\n|$)/i.test(head)).toBe('content-encoding' in headers);
    expect(JSON.parse(body).message).toEqual(
      typeof message === 'string' ? message : expect.stringMatching(message),
    );
    await stillReceives(server, neighbour);
  });

  test.each([
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json; charset=utf8',
  ])('takes what is declared as %s', async type => {
    const { server } = await serveWithNeighbour();
    expect(await post(server, '{"topic":"t","payload":1}', type)).toMatchObject({ status: 202 });
  });

  test('takes a topic of whole surrogate pairs', async () => {
    const { server } = await serveWithNeighbour();
    expect(await post(server, '{"topic":"\\ud83d\\udc4d","payload":1}')).toMatchObject({ status: 202 });
    expect(server.feed.newestSeq('👍')).toBe(1);
    const { host, port } = server.target;
    const answer = await fetch(`http://${host}:${port}/notifications?topic=%F0%9F%91%8D&after=0`);
    expect(await answer.json()).toMatchObject({ notifications: [{ topic: '👍', payload: 1 }] });
  });

  test('takes a deep payload, and passes it on', async () => {
    const { server, neighbour } = await serveWithNeighbour();
    const deep = '['.repeat(1000) + ']'.repeat(1000);
    expect(await post(server, `{"topic":"t","payload":${deep}}`)).toMatchObject({ status: 202 });
    expect(String(server.feed.since('t', { seq: 0 })[0]?.json)).toMatch(`"payload":${deep}}`);
    await neighbour.untilReceived(1);
  });

  test('refuses a topic too many', async () => {
    const { server, neighbour } = await serveWithNeighbour({ maxTopics: 1 });
    await post(server, '{"topic":"t","payload":"still here"}');
    expect(await post(server, '{"topic":"u","payload":1}')).toMatchObject({
      status: 507,
      body: { code: 'FEED_FULL' },
    });
    await neighbour.untilReceived(1);
  });
});

describe('a WebSocket frame', () => {
  test('publishes to the topic that its connection follows', async () => {
    const { server, neighbour } = await serveWithNeighbour();
    const { socket } = await openSocket(server);
    for (const payload of PAYLOADS) socket.send(JSON.stringify({ payload }));
    await neighbour.untilReceived(PAYLOADS.length);
    expect(neighbour.payloads()).toEqual(PAYLOADS);
    socket.close();
  });

  test.each([
    ['binary', Buffer.from('{"payload":1}'), 1007, 'binary; a frame must be text: {"payload": …}'],
    ['no JSON', '{"payload":', 1007, 'not JSON; a frame must be text: {"payload": …}'],
    ['a greeting', 'Hello, Server!', 1007, 'not JSON; a frame must be text: {"payload": …}'],
    ['empty', '', 1007, 'not JSON; a frame must be text: {"payload": …}'],
    ['of the wrong shape', '{"message":1}', 1007, 'JSON, but not of the form {"payload": …}'],
    [
      'with a topic of its own',
      '{"payload":1,"topic":"u"}',
      1007,
      'JSON, but not of the form {"payload": …}',
    ],
    ['a list', '[]', 1007, 'JSON, but not of the form {"payload": …}'],
    ['too large', JSON.stringify({ payload: 'x'.repeat(5000) }), 1009, ''],
  ])('that is %s closes its connection alone, and says why', async (_, frame, code, reason) => {
    const { server, neighbour } = await serveWithNeighbour({ limits: { maxPublishBytes: 4096 } });
    const { socket, closed } = await openSocket(server);
    socket.send(frame);
    expect(await closed).toEqual([code, reason]);
    await stillReceives(server, neighbour);
    expect(server.feed.listenerCount()).toBe(1);
  });

  test.each([
    ['unmasked', Buffer.from([0x81, 0x02, 0x7b, 0x7d]), 1002],
    ['with a reserved bit', Buffer.from([0xc1, 0x80, 0, 0, 0, 0]), 1002],
    ['with an unknown opcode', Buffer.from([0x83, 0x80, 0, 0, 0, 0]), 1002],
    ['with text that is not UTF-8', Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0xff]), 1007],
  ])('that is %s closes its connection alone, with a code', async (_, frame, code) => {
    const { server, neighbour } = await serveWithNeighbour();
    const connection = await connectRaw(server.target, pushRequests.websocket('t', 0));
    await connection.until(/\r\n\r\n/);
    connection.socket.write(frame);
    await connection.closed;
    const close = connection.bytes().subarray(-4);
    expect([...close]).toEqual([0x88, 0x02, code >> 8, code & 0xff]);
    await stillReceives(server, neighbour);
  });

  test('that is bad is answered with a code even when much waits to be read before it', async () => {
    const { server, neighbour } = await serveWithNeighbour();
    server.publish('big', ...Array.from({ length: 200 }, () => 'x'.repeat(60_000)));
    const connected = server.nextConnection();
    const reader = await connectRaw(server.target, pushRequests.websocket('big', 0), { reads: false });
    const socket = await connected;
    await expect.poll(() => socket.writableLength).toBeGreaterThan(0);
    const taken = once(socket, 'data');
    reader.socket.write(Buffer.from([0x81, 0x02, 0x7b, 0x7d]));
    await taken;
    let tail = Buffer.alloc(0);
    reader.socket.on('data', (chunk: Buffer) => {
      tail = Buffer.concat([tail, chunk]).subarray(-4);
    });
    await reader.closed;
    expect([...tail]).toEqual([0x88, 0x02, 1002 >> 8, 1002 & 0xff]);
    await stillReceives(server, neighbour);
  });

  test('that would open a topic too many closes its connection, and the server goes on', async () => {
    const { server, neighbour } = await serveWithNeighbour({ maxTopics: 1 });
    server.publish('t', 'still here');
    const { socket, closed } = await openSocket(server, 'u');
    socket.send('{"payload":1}');
    expect(await closed).toEqual([1013, 'the feed holds 1 topics, and no more are allowed']);
    await neighbour.untilReceived(1);
  });

  test('of ours is the last after a close frame, though more is published', async () => {
    const { server } = await serveWithNeighbour();
    const connection = await connectRaw(server.target, pushRequests.websocket('t', 0));
    await connection.until(/\r\n\r\n/);
    // A masked, empty text frame: the server begins to close, and waits for an answer that does not
    // come.
    connection.socket.write(Buffer.from([0x81, 0x80, 0, 0, 0, 0]));
    await connection.until(/a frame must be text/);
    server.publish('t', 'too late', 'and later');
    await connection.socket.end();
    await connection.closed;
    expect(connection.text()).toMatch(/not JSON; a frame must be text: \{"payload": …\}$/);
  });
});

describe('other requests', () => {
  test.each([
    ['an unknown path', 'GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n', /^HTTP\/1\.1 404 /],
    [
      'a socket path without an upgrade',
      'GET /notifications/socket?topic=t HTTP/1.1\r\nHost: x\r\n\r\n',
      /^HTTP\/1\.1 426 /,
    ],
    ['no topic', 'GET /notifications HTTP/1.1\r\nHost: x\r\n\r\n', /^HTTP\/1\.1 400 [\s\S]*topic/],
    [
      'two topics',
      'GET /notifications?topic=a&topic=b HTTP/1.1\r\nHost: x\r\n\r\n',
      /^HTTP\/1\.1 400 [\s\S]*topic/,
    ],
    ['no HTTP', '\u0000\u0001\u0002\r\n\r\n', /^HTTP\/1\.1 400 /],
    [
      'a bad Last-Event-ID',
      'GET /notifications/stream?topic=t HTTP/1.1\r\nHost: x\r\nLast-Event-ID: x\r\n\r\n',
      /^HTTP\/1\.1 400 [\s\S]*"last-event-id must be a cursor such as q7x2mk-42, or its number alone, of at most 15 digits"/,
    ],
    [
      'a cursor of the wrong form',
      'GET /notifications?topic=t&after=q7x2mk_1 HTTP/1.1\r\nHost: x\r\n\r\n',
      /^HTTP\/1\.1 400 [\s\S]*"after must be a cursor such as q7x2mk-42, or its number alone, of at most 15 digits"/,
    ],
    [
      'a cursor of 16 digits, though it is a safe integer',
      `GET /notifications?topic=t&after=${Number.MAX_SAFE_INTEGER} HTTP/1.1\r\nHost: x\r\n\r\n`,
      /^HTTP\/1\.1 400 [\s\S]*"after must be a cursor such as q7x2mk-42, or its number alone, of at most 15 digits"/,
    ],
    [
      'a topic of half a surrogate pair, as far as UTF-8 can say it',
      'GET /notifications?topic=%ED%A0%80 HTTP/1.1\r\nHost: x\r\n\r\n',
      /^HTTP\/1\.1 400 [\s\S]*"the query must be UTF-8 in percent-encoding, as in topic=caf%C3%A9"/,
    ],
    [
      'a topic in bytes beyond ASCII, as curl sends what is typed',
      'GET /notifications?topic=café HTTP/1.1\r\nHost: x\r\n\r\n',
      /^HTTP\/1\.1 400 [\s\S]*Invalid char in url query/,
    ],
    [
      'a stream of half an encoding',
      'GET /notifications/stream?topic=100% HTTP/1.1\r\nHost: x\r\n\r\n',
      /^HTTP\/1\.1 400 [\s\S]*"the query must be UTF-8 in percent-encoding/,
    ],
    [
      'a WebSocket from a cursor of the wrong form',
      pushRequests.websocket('t', 'Q7X2MK-1'),
      /^HTTP\/1\.1 400 [\s\S]*"after must be a cursor such as q7x2mk-42, or its number alone, of at most 15 digits"/,
    ],
    [
      'a stream behind a poll that waits',
      'GET /notifications?topic=t&after=0 HTTP/1.1\r\nHost: x\r\nPrefer: wait=1\r\n\r\nGET /notifications/stream?topic=t HTTP/1.1\r\nHost: x\r\n\r\n',
      /^HTTP\/1\.1 200 [\s\S]*HTTP\/1\.1 400 [\s\S]*connection of its own/,
    ],
    [
      'more than six polls at once',
      'GET /notifications?topic=t&after=0 HTTP/1.1\r\nHost: x\r\nPrefer: wait=1\r\n\r\n'.repeat(7),
      /^HTTP\/1\.1 503 [\s\S]*more than 6 requests/,
    ],
  ])('%s is refused', async (_, request, answer) => {
    const { server, neighbour } = await serveWithNeighbour();
    const connection = await connectRaw(server.target, request);
    await connection.until(answer);
    expect(connection.text()).toMatch(answer);
    await stillReceives(server, neighbour);
  });

  test('a first line that is too long, or no request, ends a connection to the floor and says so', async () => {
    const server = await serve('tcp-floor');
    for (const request of [
      'x'.repeat(5000),
      'hello\n',
      '{"topic":5}\n',
      '{"topic":"\\ud83d"}\n',
      '{"topic":"t","after":-1}\n',
      '{"topic":"t","after":"q7x2mk_1"}\n',
      '[]\n',
    ]) {
      const connection = await connectRaw(server.target, request);
      await connection.closed;
      expect(JSON.parse(connection.text()).error.code).toBe('BAD_REQUEST');
    }
    expect(server.feed.listenerCount()).toBe(0);
  });
});
