import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { TESTED_TRANSPORTS } from '../../../scenarios/load/transport.ts';
import { connectRaw } from '../../harness/raw-connection.ts';
import { rawRequest } from '../../harness/raw-request.ts';
import { type Serving, serve } from '../../harness/serving.ts';

const FOREIGN = 'https://app.example';
const OTHER = 'https://other.example';

type Headers = Record<string, string>;

/** What a WebSocket's handshake gets: `open`, or status and message of the refusal. */
async function handshake({ target }: Serving, headers: Headers, path = '/notifications/socket?topic=t') {
  const socket = new WebSocket(`ws://${target.host}:${target.port}${path}`, { headers });
  const refused = new Promise<{ status: number; message: string }>(resolve =>
    socket.on('unexpected-response', async (_request, response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode as number, message: JSON.parse(text).message });
    }),
  );
  const outcome = await Promise.race([refused, once(socket, 'open').then(() => 'open' as const)]);
  if (outcome === 'open') socket.close();
  return outcome;
}

async function post({ target }: Serving, headers: Headers) {
  const answer = await fetch(`http://${target.host}:${target.port}/notifications`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close', ...headers },
    body: '{"topic":"t","payload":"posted"}',
  });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

/** The head of the answer to a request of a page. */
async function headOf({ target }: Serving, method: string, path: string, headers: Headers) {
  const connection = await connectRaw(target, rawRequest(method, path, headers));
  await connection.until(/\r\n\r\n/);
  connection.socket.destroy();
  const [head = ''] = connection.text().toLowerCase().split('\r\n\r\n');
  const [status = '', ...lines] = head.split('\r\n');
  return {
    status: Number(status.split(' ')[1]),
    headers: Object.fromEntries(lines.map(line => line.split(': '))),
  };
}

describe('a WebSocket or a POST', () => {
  const sameHost = ({ target: { host, port } }: Serving) => `http://${host}:${port}`;

  test.each([
    ['of a program', () => ({})],
    ['of a page of the same host', (server: Serving) => ({ origin: sameHost(server) })],
    ['of a page of the same host by TLS in front', () => ({ origin: FOREIGN, host: 'app.example' })],
    [
      'of a page behind a proxy that sets the host',
      () => ({ origin: FOREIGN, 'sec-fetch-site': 'same-origin' }),
    ],
  ])('%s is let in', async (_, headers) => {
    const server = await serve(TESTED_TRANSPORTS);
    expect(await handshake(server, headers(server))).toBe('open');
    const { host: _host, 'sec-fetch-site': site, ...sent } = headers(server) as Headers;
    // fetch sets both of these itself.
    if (_host === undefined && site === undefined) expect((await post(server, sent)).status).toBe(202);
  });

  test.each([FOREIGN, 'null', 'http://127.0.0.1:1', 'http://localhost', 'no origin'])(
    'of a page of %s is refused, with the reason',
    async origin => {
      const server = await serve(TESTED_TRANSPORTS);
      const before = server.feed.startOf('t');
      const message = `pages of ${origin} may not do this here; "npm run serve" allows them with --cors ${origin}`;
      expect(await handshake(server, { origin })).toEqual({ status: 403, message });
      const answer = await post(server, { origin });
      expect(answer).toMatchObject({ status: 403, body: { message } });
      expect(server.feed.startOf('t')).toEqual(before);
    },
  );

  test('of a page whose browser says that it is foreign is refused', async () => {
    const server = await serve(TESTED_TRANSPORTS);
    const headers = { origin: FOREIGN, 'sec-fetch-site': 'cross-site' };
    expect(await handshake(server, headers)).toMatchObject({ status: 403 });
  });

  test('of a page of a listed origin is let in, and of no other', async () => {
    const server = await serve(TESTED_TRANSPORTS, { origins: [FOREIGN, 'null'] });
    for (const origin of [FOREIGN, 'null']) {
      expect(await handshake(server, { origin })).toBe('open');
      expect((await post(server, { origin })).status).toBe(202);
    }
    expect(await handshake(server, { origin: OTHER })).toMatchObject({ status: 403 });
    expect((await post(server, { origin: OTHER })).status).toBe(403);
  });

  test('of any page is let in where all are allowed', async () => {
    const server = await serve(TESTED_TRANSPORTS, { origins: ['*'] });
    expect(await handshake(server, { origin: OTHER })).toBe('open');
    expect((await post(server, { origin: OTHER })).status).toBe(202);
  });

  test('that only echoes is let in from every page', async () => {
    const server = await serve(TESTED_TRANSPORTS, { echo: true });
    expect(await handshake(server, { origin: FOREIGN }, '/echo')).toBe('open');
  });
});

describe('what a page of another origin may read', () => {
  const READS = [
    '/notifications?topic=t&after=0',
    '/notifications?topic=t&latest=1',
    '/notifications?topic=t&after=99',
    '/notifications/stream?topic=t&after=0',
    '/nothing',
  ];

  test('is nothing by default: a browser keeps the answers from it', async () => {
    const server = await serve(TESTED_TRANSPORTS);
    server.publish('t', 1);
    for (const path of READS) {
      const { headers } = await headOf(server, 'GET', path, { origin: FOREIGN });
      expect(Object.keys(headers).filter(name => name.startsWith('access-control'))).toEqual([]);
    }
    const preflight = { origin: FOREIGN, 'access-control-request-method': 'POST' };
    const { headers } = await headOf(server, 'OPTIONS', '/notifications', preflight);
    expect(Object.keys(headers).filter(name => name.startsWith('access-control'))).toEqual([]);
  });

  test.each([
    ['a listed origin', [OTHER, FOREIGN], FOREIGN, 'origin'],
    ['every origin', ['*'], '*', undefined],
  ])('is every answer, refusals and streams too, for %s', async (_, origins, allowed, vary) => {
    const server = await serve(TESTED_TRANSPORTS, { origins });
    server.publish('t', 1);
    for (const path of READS) {
      const { headers } = await headOf(server, 'GET', path, { origin: FOREIGN });
      expect(headers['access-control-allow-origin'], path).toBe(allowed);
      expect(headers['access-control-expose-headers']).toContain('etag');
      expect(headers.vary).toBe(vary);
    }
    const wanted = 'content-type,if-none-match,last-event-id,prefer';
    const { status, headers } = await headOf(server, 'OPTIONS', '/notifications', {
      origin: FOREIGN,
      'access-control-request-method': 'POST',
      'access-control-request-headers': wanted,
    });
    expect(status).toBe(204);
    expect(headers['access-control-allow-origin']).toBe(allowed);
    expect(headers['access-control-allow-methods'].split(', ')).toContain('post');
    expect(headers['access-control-allow-headers'].split(', ')).toEqual(wanted.split(','));
    expect(Number(headers['access-control-max-age'])).toBeGreaterThan(0);
  });

  test('is nothing for an origin that is not listed, and caches are told that it depends', async () => {
    const server = await serve(TESTED_TRANSPORTS, { origins: [FOREIGN] });
    for (const origin of [OTHER, undefined]) {
      const { headers } = await headOf(server, 'GET', '/notifications?topic=t', origin ? { origin } : {});
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers.vary).toBe('origin');
    }
  });
});
