import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import { createFeed } from '../../servers/feed/feed.ts';
import { type StartOptions, startServer } from '../../servers/start.ts';
import { connectRaw, pushRequests } from '../harness/raw-connection.ts';
import { rawRequest } from '../harness/raw-request.ts';

const ADDRESSES = ['127.0.0.1', '::1'];
const hasBoth = Object.values(networkInterfaces()).some(own => own?.some(({ address }) => address === '::1'));

// As on most machines. Where /etc/hosts has one address alone, nothing could be tried.
vi.mock('node:dns/promises', async original => {
  const real = await original<typeof import('node:dns/promises')>();
  const lookup = async (host: string, options: object) =>
    host === 'localhost' ? ADDRESSES.map(address => ({ address })) : real.lookup(host, options);
  return { ...real, lookup };
});

async function serveLocally({ transports = TESTED_TRANSPORTS, limits = {} }: Partial<StartOptions> = {}) {
  const feed = createFeed();
  let closed: Promise<void> | undefined;
  const running = await startServer({
    transports,
    feed,
    host: 'localhost',
    port: 0,
    limits,
  });
  const close = () => {
    closed ??= running.close();
    return closed;
  };
  onTestFinished(close);
  return { feed, running, close };
}

describe.skipIf(!hasBoth)(hasBoth ? 'localhost' : 'localhost: left out, there is no ::1 here', () => {
  test.each(ADDRESSES)('refuses at %s what stalls, and what is no HTTP', async host => {
    const { running } = await serveLocally({ limits: { stalledAnswerMs: 300 } });
    const target = { host, port: running.port };
    const headers = { 'content-type': 'application/json', 'content-length': '100' };
    const stalled = await connectRaw(target, rawRequest('POST', '/notifications', headers, '{'));
    await stalled.closed;
    expect(stalled.text()).toMatch(/^HTTP\/1\.1 408 [\s\S]*"the request made no progress"\}$/);
    const other = await connectRaw(target, '\u0000\u0001\r\n\r\n');
    await other.closed;
    expect(other.text()).toMatch(/^HTTP\/1\.1 400 [\s\S]*"not HTTP: /);
    const many = rawRequest('GET', '/notifications?topic=t&after=0', { prefer: 'wait=20' }).repeat(7);
    const pipelined = await connectRaw(target, many);
    await pipelined.closed;
    expect(pipelined.text()).toMatch(/^HTTP\/1\.1 503 /);
  });

  test('has its streams, its sockets and its connections counted at both addresses', async () => {
    const { feed, running, close } = await serveLocally();
    let connections = 0;
    running.server.on('connection', () => connections++);
    const closings = await Promise.all(
      ADDRESSES.map(async host => {
        const stream = await connectRaw({ host, port: running.port }, pushRequests.sse('t'));
        await stream.until(/event: start/);
        const [name] = host.includes(':') ? [`[${host}]`] : [host];
        const socket = new WebSocket(`ws://${name}:${running.port}/notifications/socket?topic=t`);
        const closed = once(socket, 'close').then(([code]) => code);
        const [first] = await once(socket, 'message');
        expect(String(first)).toMatch(/"cursor"/);
        const message = once(socket, 'message');
        return { stream, closed, message };
      }),
    );
    expect(connections).toBe(4);
    feed.append({ topic: 't', payload: 'news' });
    for (const { stream, message } of closings) {
      await stream.until(/"payload":"news"/);
      expect(String(await message)).toContain('"payload":"news"');
    }
    await close();
    for (const { stream, closed } of closings) {
      await stream.closed;
      expect(stream.text()).toMatch(/\r\n0\r\n\r\n$/);
      expect(await closed).toBe(1001);
    }
  });

  test('serves the floor at both addresses', async () => {
    const { feed, running, close } = await serveLocally({ transports: 'tcp-floor' });
    const followers = await Promise.all(
      ADDRESSES.map(host => connectRaw({ host, port: running.port }, pushRequests['tcp-floor']('t'))),
    );
    for (const follower of followers) await follower.until(/"cursor"/);
    feed.append({ topic: 't', payload: 'news' });
    for (const follower of followers) await follower.until(/"payload":"news"/);
    await close();
    await Promise.all(followers.map(({ closed }) => closed));
  });

  test.each(ADDRESSES)('that is taken at %s alone is said, and nothing keeps listening', async host => {
    const other = createServer().listen(0, host);
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const start = () => startServer({ transports: ['sse'], feed: createFeed(), host: 'localhost', port });
    await expect(start()).rejects.toThrow(
      `port ${port} on localhost is taken; choose another, or 0 for any free one`,
    );
    other.close();
    await once(other, 'close');
    const running = await start();
    await running.close();
  });
});

test('a name that no machine has is said in one line', async () => {
  const start = startServer({ transports: ['sse'], feed: createFeed(), host: 'nowhere.invalid', port: 8080 });
  await expect(start).rejects.toThrow(
    /^cannot listen on nowhere\.invalid:8080: getaddrinfo \w+ nowhere\.invalid$/,
  );
});
