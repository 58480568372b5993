import { once } from 'node:events';
import { get } from 'node:https';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { SERVER_NAME } from '../../../bench/processes/tls.ts';
import { TESTED_TRANSPORTS } from '../../../scenarios/load/transport.ts';
import type { ServerEvent } from '../../../servers/observation/events.ts';
import { answerOn, answerTo, HTTP2, openSession } from '../../harness/http2-target.ts';
import { type Serving, serve } from '../../harness/serving.ts';

const serving = (options: Parameters<typeof serve>[1] = {}): Promise<Serving> =>
  serve(TESTED_TRANSPORTS, { tls: HTTP2.server, http: 2, ...options });

const CONNECT = { ':method': 'CONNECT', ':protocol': 'websocket', 'sec-websocket-version': '13' };
const SOCKET = '/notifications/socket?topic=t&after=0';

describe('a server of HTTP/2', () => {
  test('answers polls, a stream and a WebSocket of one connection', async () => {
    const server = await serving();
    server.publish('t', 'hello');
    const session = openSession(server.target);
    const [settings] = await once(session, 'remoteSettings');
    expect(settings).toMatchObject({ enableConnectProtocol: true, maxConcurrentStreams: 256 });

    const poll = await answerOn(session.request({ ':path': '/notifications?topic=t&after=0' }));
    expect(JSON.parse(poll.body).notifications).toMatchObject([{ seq: 1, payload: 'hello' }]);
    expect(poll.headers).not.toHaveProperty('connection');
    const path = '/notifications?topic=t&after=1';
    const waiting = answerOn(session.request({ ':path': path, prefer: 'wait=20' }));

    const stream = session.request({ ':path': '/notifications/stream?topic=t&after=0' });
    let events = '';
    stream.setEncoding('utf8').on('data', piece => {
      events += piece;
    });
    await expect.poll(() => events).toContain('"payload":"hello"');

    const socket = session.request({ ...CONNECT, ':path': SOCKET });
    const [head] = await once(socket, 'response');
    expect(head[':status']).toBe(200);
    let frames = '';
    socket.setEncoding('latin1').on('data', piece => {
      frames += piece;
    });
    await expect.poll(() => frames).toContain('"payload":"hello"');

    server.publish('t', 'second');
    await expect.poll(() => events).toContain('"payload":"second"');
    await expect.poll(() => frames).toContain('"payload":"second"');
    expect(JSON.parse((await waiting).body).notifications).toMatchObject([{ seq: 2 }]);
    expect(server.sockets.size).toBe(1);
  });

  test('speaks HTTP/1.1 with clients that do not offer it, WebSocket included', async () => {
    const server = await serving();
    const { host, port } = server.target;
    const trust = { ca: HTTP2.server.cert, servername: SERVER_NAME };
    const request = get({ host, port, path: '/', agent: false, ...trust });
    const [answer] = await once(request, 'response');
    expect(answer.httpVersion).toBe('1.1');
    answer.resume();
    const socket = new WebSocket(`wss://${host}:${port}${SOCKET}`, trust);
    onTestFinished(() => socket.terminate());
    const [first] = await once(socket, 'message');
    expect(String(first)).toMatch(/^\{"cursor":/);
  });

  test.each([
    ['an unknown path', { ':path': '/nothing' }, 404, /there is no \/nothing/],
    ['another method', { ':method': 'DELETE', ':path': '/notifications' }, 405, /takes GET/],
    [
      'a query that is wrong',
      { ':path': '/notifications?topic=t&affter=1' },
      400,
      /unknown parameter ..affter/,
    ],
    ['a cursor that is gone', { ':path': '/notifications/stream?topic=t&after=9' }, 410, /cursor 9/],
    ['a WebSocket by GET', { ':path': SOCKET }, 400, /needs an extended CONNECT \(RFC 8441\)/],
    ['a WebSocket elsewhere', { ...CONNECT, ':path': '/notifications' }, 404, /there is no WebSocket here/],
    [
      'another version of WebSocket',
      { ...CONNECT, ':path': SOCKET, 'sec-websocket-version': '8' },
      400,
      /must be 13/,
    ],
    [
      'a WebSocket of a foreign page',
      { ...CONNECT, ':path': SOCKET, origin: 'https://evil.example' },
      403,
      /may not do this/,
    ],
    ['another protocol', { ...CONNECT, ':protocol': 'connect-udp', ':path': '/' }, 501, /^$/],
    ['a proxy', { ':method': 'CONNECT', ':authority': 'example.org:443' }, 405, /^$/],
  ])('refuses %s', async (_, fields, status, body) => {
    const { target } = await serving();
    const session = openSession(target);
    await once(session, 'remoteSettings');
    const stream = session.request(fields, { endStream: !(':protocol' in fields) });
    const answer = await answerOn(stream);
    expect([answer.status, answer.body]).toEqual([status, expect.stringMatching(body)]);
  });

  test('takes a WebSocket of its own page, whose host is in :authority', async () => {
    const { target } = await serving();
    const session = openSession(target);
    await once(session, 'remoteSettings');
    const authority = `${target.host}:${target.port}`;
    const origin = `https://${authority}`;
    const stream = session.request({ ...CONNECT, ':path': SOCKET, ':authority': authority, origin });
    const [head] = await once(stream, 'response');
    expect(head[':status']).toBe(200);
  });

  test('publishes, and refuses a body that is too long', async () => {
    const server = await serving({ limits: { maxPublishBytes: 1000 } });
    const session = openSession(server.target);
    const post = { ':method': 'POST', ':path': '/notifications', 'content-type': 'application/json' };
    const small = session.request(post);
    small.end(JSON.stringify({ topic: 't', payload: 'x' }));
    expect(await answerOn(small)).toMatchObject({ status: 202, body: '{"seq":1}' });
    const large = session.request(post);
    large.end(JSON.stringify({ topic: 't', payload: 'x'.repeat(2000) }));
    expect((await answerOn(large)).status).toBe(413);
    // The connection goes on.
    expect((await answerOn(session.request({ ':path': '/' }))).status).toBe(200);
  });

  test('cuts off the stream of a slow reader, and leaves its neighbour on the connection alone', async () => {
    const server = await serving({ limits: { maxUnreadBytes: 10_000, cutOffGraceMs: 100 } });
    const session = openSession(server.target);
    const stream = (path: string) =>
      session.request({ ':path': `/notifications/stream?topic=${path}&after=0` });
    const slow = stream('big');
    await once(slow, 'response');
    slow.pause();
    const closed = new Promise(resolve => slow.once('close', resolve));
    slow.on('error', () => {});
    for (let count = 0; count < 30; count++) server.publish('big', 'x'.repeat(10_000));
    slow.resume();
    await closed;
    server.publish('small', 'hello');
    let text = '';
    stream('small')
      .setEncoding('utf8')
      .on('data', piece => {
        text += piece;
      });
    await expect.poll(() => text).toContain('hello');
    expect(server.sockets.size).toBe(1);
  });

  test('says who came and left, by the address of the connection', async () => {
    const events: ServerEvent[] = [];
    const server = await serving({ observer: event => void events.push(event) });
    const session = openSession(server.target);
    const stream = session.request({ ':path': '/notifications/stream?topic=t' });
    await once(stream, 'response');
    const address = expect.stringMatching(/^127\.0\.0\.1:\d+$/);
    expect(events).toMatchObject([{ kind: 'came', visitor: { transport: 'sse', topic: 't', address } }]);
    stream.close(8);
    await expect.poll(() => events).toHaveLength(2);
    expect(events[1]).toMatchObject({ kind: 'left', why: 'client closed' });
    expect(await answerTo(server.target, { ':path': '/nothing' })).toMatchObject({ status: 404 });
    expect(events[2]).toMatchObject({ kind: 'refused', address, statusCode: 404 });
  });

  test('ends while clients stay: each connection is told, then closed', async () => {
    const server = await serving({ limits: { cutOffGraceMs: 200 } });
    const session = openSession(server.target);
    const stream = session.request({ ':path': '/notifications/stream?topic=t' });
    await once(stream, 'response');
    const goaway = once(session, 'goaway');
    const ended = answerOn(stream);
    await Promise.all([server.close(), goaway, ended]);
  });
});
