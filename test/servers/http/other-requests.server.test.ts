import { expect, test } from 'vitest';
import { TESTED_TRANSPORTS } from '../../../scenarios/load/transport.ts';
import { connectRaw } from '../../harness/raw-connection.ts';
import { rawRequest } from '../../harness/raw-request.ts';
import { type Serving, serve } from '../../harness/serving.ts';

/** Status, headers and body of a request on a connection of its own, once it has ended. */
async function answer({ target }: Serving, method: string, path: string, headers = {}, body?: string) {
  const request = rawRequest(method, path, { connection: 'close', ...headers }, body);
  const connection = await connectRaw(target, request);
  await connection.closed;
  const [head = '', text = ''] = connection.text().split(/\r\n\r\n([\s\S]*)/);
  const [status = '', ...lines] = head.split('\r\n');
  return {
    status: Number(status.split(' ')[1]),
    headers: Object.fromEntries(lines.map(line => line.toLowerCase().split(': '))) as Record<string, string>,
    text,
  };
}

const PATHS = {
  '/notifications': 'GET, HEAD, POST, OPTIONS',
  '/notifications/stream': 'GET, HEAD, OPTIONS',
  '/notifications/socket': 'GET, HEAD, OPTIONS',
  '/': 'GET, HEAD, OPTIONS',
};
const methodsOf = (allow = '') => allow.split(', ').sort();

test('GET / is a health check that names what there is', async () => {
  const server = await serve(TESTED_TRANSPORTS);
  const { status, headers, text } = await answer(server, 'GET', '/');
  expect(status).toBe(200);
  expect(headers['content-type']).toMatch(/^application\/json/);
  const { server: name, paths } = JSON.parse(text);
  expect(name).toBe('pushlab');
  expect(Object.keys(paths).sort()).toEqual(Object.keys(PATHS).sort());
  for (const [path, allow] of Object.entries(PATHS)) expect(methodsOf(paths[path])).toEqual(methodsOf(allow));
  const head = await answer(server, 'HEAD', '/?from=monitor');
  expect(head).toMatchObject({ status: 200, text: '' });
  expect(head.headers['content-length']).toBe(headers['content-length']);
});

test('HEAD gives the head that GET gives, and no body', async () => {
  const server = await serve(TESTED_TRANSPORTS, { epoch: 'q7x2mk' });
  server.publish('t', 1, 2, 3);
  for (const [path, status] of [
    ['/notifications?topic=t&after=0', 200],
    ['/notifications?topic=t&after=q7x2mk-3', 204],
    ['/notifications?topic=t&latest=2', 200],
    ['/notifications?topic=t&after=9', 410],
    ['/notifications/stream?topic=t&after=9', 410],
    ['/notifications', 400],
    ['/nothing', 404],
  ] as const) {
    const [get, head] = [await answer(server, 'GET', path), await answer(server, 'HEAD', path)];
    expect(head).toMatchObject({ status, text: '' });
    const { date: _, ...known } = get.headers;
    expect(head).toMatchObject({ headers: known });
  }
});

test('HEAD on an event stream ends after the head, and follows nothing', async () => {
  const server = await serve(TESTED_TRANSPORTS);
  const { status, headers, text } = await answer(server, 'HEAD', '/notifications/stream?topic=t');
  expect({ status, text }).toEqual({ status: 200, text: '' });
  const stream = await connectRaw(server.target, rawRequest('GET', '/notifications/stream?topic=t'));
  await stream.until(/\r\n\r\n/);
  expect(stream.text().toLowerCase()).toContain(`content-type: ${headers['content-type']}\r\n`);
  expect(stream.text().toLowerCase()).toContain(`cache-control: ${headers['cache-control']}\r\n`);
  expect(server.feed.listenerCount()).toBe(1);
  expect((await answer(server, 'HEAD', '/notifications/stream')).status).toBe(400);
});

test.each(Object.entries(PATHS))('OPTIONS and 405 say what %s takes: %s', async (path, allow) => {
  const server = await serve(TESTED_TRANSPORTS);
  const options = await answer(server, 'OPTIONS', `${path}?topic=t`);
  expect(options).toMatchObject({ status: 204, text: '' });
  expect(methodsOf(options.headers.allow?.toUpperCase())).toEqual(methodsOf(allow));
  for (const [method, body] of [
    ['DELETE', undefined],
    ['PUT', '<body type="unknown"/>'],
    ['PROPFIND', undefined],
  ] as const) {
    const other = await answer(server, method, path, body && { 'content-type': 'text/xml' }, body);
    expect(other.status).toBe(405);
    expect(methodsOf(other.headers.allow?.toUpperCase())).toEqual(methodsOf(allow));
    expect(other.headers['cache-control']).toBe('no-store');
    expect(JSON.parse(other.text).message).toMatch(new RegExp(`^${path} takes .*, not ${method}$`));
  }
});

test('OPTIONS * says what the server takes at all', async () => {
  const server = await serve(TESTED_TRANSPORTS);
  const { status, headers } = await answer(server, 'OPTIONS', '*');
  expect(status).toBe(204);
  expect(methodsOf(headers.allow?.toUpperCase())).toEqual(['GET', 'HEAD', 'OPTIONS', 'POST']);
});

test('an unknown path is 404 for every method, and names the paths that there are', async () => {
  const server = await serve(['sse']);
  for (const method of ['GET', 'POST', 'OPTIONS', 'DELETE']) {
    const { status, text } = await answer(server, method, '/nothing?topic=t');
    expect(status).toBe(404);
    expect(JSON.parse(text).message).toBe(
      'there is no /nothing; there is: /notifications/stream, /notifications, /',
    );
  }
});

test('long polling alone says that it needs the header', async () => {
  const server = await serve(['long-polling']);
  const { status, text } = await answer(server, 'GET', '/notifications?topic=t&after=0');
  expect(status).toBe(400);
  expect(JSON.parse(text).message).toContain('"Prefer: wait=20"');
});

test('refusals are not to be cached, as 404, 405 and 410 may be', async () => {
  const server = await serve(TESTED_TRANSPORTS, { capacityPerTopic: 1 });
  server.publish('t', 1, 2, 3);
  for (const [path, status] of [
    ['/notifications?topic=t&after=0', 410],
    ['/notifications', 400],
    ['/nothing', 404],
  ] as const) {
    const { headers, ...refusal } = await answer(server, 'GET', path);
    expect(refusal.status).toBe(status);
    expect(headers['cache-control']).toBe('no-store');
  }
});
