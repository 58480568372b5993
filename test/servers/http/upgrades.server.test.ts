import { describe, expect, test } from 'vitest';
import { TESTED_TRANSPORTS } from '../../../scenarios/load/transport.ts';
import { connectRaw } from '../../harness/raw-connection.ts';
import { HANDSHAKE, rawRequest } from '../../harness/raw-request.ts';
import { serve } from '../../harness/serving.ts';

/** Offers of HTTP/2 as these clients send them with each request to an unknown server. */
const OFFERS = {
  'curl 7.88 --http2': {
    'User-Agent': 'curl/7.88.1',
    Accept: '*/*',
    Connection: 'Upgrade, HTTP2-Settings',
    Upgrade: 'h2c',
    'HTTP2-Settings': 'AAMAAABkAAQCAAAAAAIAAAAA',
  },
  'the HttpClient of Java 17': {
    Connection: 'Upgrade, HTTP2-Settings',
    'HTTP2-Settings': 'AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA',
    Upgrade: 'h2c',
    'User-Agent': 'Java-http-client/17.0.15',
  },
  'a client with protocols of its own': { Connection: 'upgrade', Upgrade: 'foo/2, bar' },
};
const PAGE = { html: '<!doctype html><title>page</title>', policy: "default-src 'none'" };

describe.each(Object.entries(OFFERS))('%s', (_, offer) => {
  test.each([
    ['all transports', TESTED_TRANSPORTS],
    ['one transport', ['short-polling', 'long-polling', 'sse'] as const],
  ])('is answered as usual by a server of %s', async (_name, transports) => {
    const server = await serve(transports);
    server.publish('t', 'old');
    const connection = await connectRaw(
      server.target,
      rawRequest('GET', '/notifications?topic=t&after=0', offer),
    );
    await connection.until(/^HTTP\/1\.1 200 [\s\S]*"payload":"old"\}\],"cursor":/);
    // The connection goes on: a POST with a body, then a request without an offer.
    const body = '{"topic":"t","payload":"posted"}';
    connection.socket.write(
      rawRequest('POST', '/notifications', { ...offer, 'content-type': 'application/json' }, body),
    );
    await connection.until(/HTTP\/1\.1 202 [\s\S]*\{"seq":2\}/);
    connection.socket.write(rawRequest('GET', '/notifications?topic=t&after=1'));
    await connection.until(/"payload":"posted"/);
    expect(connection.text().match(/HTTP\/1\.1 \d+/g)).toEqual([
      'HTTP/1.1 200',
      'HTTP/1.1 202',
      'HTTP/1.1 200',
    ]);
  });

  test('gets an event stream', async () => {
    const server = await serve(TESTED_TRANSPORTS);
    server.publish('t', 'old');
    const path = '/notifications/stream?topic=t&after=0';
    const connection = await connectRaw(server.target, rawRequest('GET', path, offer));
    await connection.until(/^HTTP\/1\.1 200 [\s\S]*"payload":"old"/);
    server.publish('t', 'new');
    await connection.until(/"payload":"new"/);
  });
});

describe('a WebSocket handshake', () => {
  const answerTo = async (
    options: Parameters<typeof serve>[1],
    method: string,
    path: string,
    headers: Record<string, string> = HANDSHAKE,
    body?: string,
  ) => {
    const server = await serve(TESTED_TRANSPORTS, options);
    const connection = await connectRaw(server.target, rawRequest(method, path, headers, body));
    await connection.closed;
    return connection.text();
  };

  test.each([
    ['/', {}],
    ['/', { page: PAGE }],
    ['/notifications?topic=t&after=0', {}],
    ['/notifications/stream?topic=t', {}],
    ['/nothing', {}],
    ['/echo', {}],
    ['/echos', { echo: true }],
  ])('on %s, with %j, is 404, says where the socket is, and ends the connection', async (path, options) => {
    const text = await answerTo(options, 'GET', path);
    expect(text).toMatch(/^HTTP\/1\.1 404 /);
    expect(text).toMatch(/\r\nconnection: close\r\n/i);
    expect(text).toMatch(/"message":"there is no WebSocket here; there is: \/notifications\/socket/);
  });

  test('with faults is refused with a reason, and the connection says that it ends', async () => {
    for (const [path, reason] of [
      ['/notifications/socket', /^HTTP\/1\.1 400 [\s\S]*topic/],
      ['/notifications/socket?topic=t&after=x', /^HTTP\/1\.1 400 [\s\S]*after/],
      ['/notifications/socket?topic=t&encoding=x', /^HTTP\/1\.1 400 [\s\S]*encoding/],
    ] as const) {
      const text = await answerTo({}, 'GET', path);
      expect(text).toMatch(reason);
      expect(text).toMatch(/\r\nconnection: close\r\n/i);
    }
  });

  test.each(['h2c, websocket', 'websocket, h2c', 'h2c,WebSocket', 'foo/2 ,\twebsocket'])(
    'in a list of offers, `Upgrade: %s`, is taken',
    async upgrade => {
      const server = await serve(TESTED_TRANSPORTS, { echo: true });
      server.publish('t', 'old');
      for (const path of ['/notifications/socket?topic=t&after=0', '/echo']) {
        const connection = await connectRaw(
          server.target,
          rawRequest('GET', path, { ...HANDSHAKE, upgrade, connection: 'Upgrade, HTTP2-Settings' }),
        );
        await connection.until(/\r\n\r\n/);
        expect(connection.text()).toMatch(/^HTTP\/1\.1 101 [\s\S]*\r\nUpgrade: websocket\r\n/);
        if (path !== '/echo') await connection.until(/"payload":"old"/);
      }
      expect(await answerTo({}, 'GET', '/nothing', { ...HANDSHAKE, upgrade })).toMatch(/^HTTP\/1\.1 404 /);
    },
  );

  test.each(['h2c, websockets', 'websocket/13', 'h2c websocket'])(
    'is not `Upgrade: %s`: it is answered like a request without it',
    async upgrade => {
      const headers = { ...HANDSHAKE, upgrade, connection: 'Upgrade, close' };
      const text = await answerTo({}, 'GET', '/notifications/socket?topic=t', headers);
      expect(text).toMatch(/^HTTP\/1\.1 426 /);
    },
  );

  test('of another method is an offer that is ignored', async () => {
    const body = '{"topic":"t","payload":1}';
    const headers = { ...HANDSHAKE, connection: 'upgrade, close', 'content-type': 'application/json' };
    expect(await answerTo({}, 'POST', '/notifications', headers, body)).toMatch(/^HTTP\/1\.1 202 /);
  });
});

test.each(['GET', 'HEAD'])('%s on the path of the socket, without an upgrade, is 426', async method => {
  const server = await serve(['websocket'], { echo: true });
  for (const path of ['/notifications/socket', '/notifications/socket?topic=t', '/echo']) {
    const connection = await connectRaw(server.target, rawRequest(method, path));
    // The connection stays: a later request is answered too.
    await connection.until(/\r\n\r\n/);
    connection.socket.write(rawRequest('GET', '/nothing', { connection: 'close' }));
    await connection.closed;
    const [head = '', rest = ''] = connection.text().split(/\r\n\r\n([\s\S]*)/);
    expect(head).toMatch(/^HTTP\/1\.1 426 Upgrade Required\r\n/);
    expect(head).toMatch(/\r\nupgrade: websocket(\r\n|$)/);
    expect(head).toMatch(/\r\nconnection: upgrade(\r\n|$)/);
    if (method === 'GET') {
      const message = `${path.split('?')[0]} is a WebSocket: it needs a request with \\"Upgrade: websocket\\"`;
      expect(rest).toContain(`"message":"${message}"`);
    }
    expect(rest).toMatch(/HTTP\/1\.1 404 /);
  }
});
