import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { TESTED_TRANSPORTS } from '../../../scenarios/load/transport.ts';
import { describeInBrowsers } from '../../harness/browsers.ts';
import { serve } from '../../harness/serving.ts';

/** What a page gets from a server: a status, the first data, or that the browser has refused it. */
const uses = (address: string) => `(async address => {
  const status = (path, init) => fetch('http://' + address + path, { cache: 'no-store', ...init }).then(
    response => response.status,
    () => 'refused',
  );
  const first = (source, send) => new Promise(resolve => {
    const done = outcome => (source.close(), resolve(outcome));
    source.onopen = () => send && source.send(send);
    source.onmessage = event => done(send ? event.data : 'data');
    source.onerror = () => done('refused');
  });
  return {
    poll: await status('/notifications?topic=t&after=0', { headers: { prefer: 'wait=1' } }),
    post: await status('/notifications', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"topic":"t","payload":"posted"}',
    }),
    stream: await first(new EventSource('http://' + address + '/notifications/stream?topic=t&after=0')),
    socket: await first(new WebSocket('ws://' + address + '/notifications/socket?topic=t&after=0')),
    echo: await first(new WebSocket('ws://' + address + '/echo'), 'Hello, Server!'),
  };
})(${JSON.stringify(address)})`;

/** The example of introductions, but for the address. */
const EXAMPLE = (address: string) => `<!doctype html><title>waiting</title><script>
const ws = new WebSocket("ws://${address}/echo");
ws.onopen = () => ws.send("Hello, Server!");
ws.onmessage = event => { document.title = event.data; };
</script>`;

describeInBrowsers('a page', newPage => {
  async function open(url: string) {
    const page = await newPage();
    onTestFinished(() => page.close());
    await page.goto(url);
    return page;
  }

  /** A page of an origin of its own, and that origin. */
  async function foreignPage() {
    const site = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>site</title>');
    }).listen(0, '127.0.0.1');
    await once(site, 'listening');
    onTestFinished(() => {
      site.closeAllConnections();
      site.close();
    });
    const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    return { origin, page: await open(origin) };
  }

  test('of another origin gets nothing but the echo', async () => {
    const { page } = await foreignPage();
    const server = await serve(TESTED_TRANSPORTS, { echo: true });
    server.publish('t', 1);
    const before = server.feed.startOf('t');
    expect(await page.evaluate(uses(`127.0.0.1:${server.target.port}`))).toEqual({
      poll: 'refused',
      post: 'refused',
      stream: 'refused',
      socket: 'refused',
      echo: 'Hello, Server!',
    });
    expect(server.feed.startOf('t')).toEqual(before);
  });

  test.each(['its origin', 'every origin'])(
    'of another origin uses all transports where %s is allowed',
    async who => {
      const { page, origin } = await foreignPage();
      const origins = who === 'its origin' ? [origin] : ['*'];
      const server = await serve(TESTED_TRANSPORTS, { echo: true, origins });
      server.publish('t', 1);
      expect(await page.evaluate(uses(`127.0.0.1:${server.target.port}`))).toEqual({
        poll: 200,
        post: 202,
        stream: 'data',
        socket: 'data',
        echo: 'Hello, Server!',
      });
    },
  );

  test('of the server itself uses all transports', async () => {
    const policy = "default-src 'self'; script-src 'unsafe-eval'; connect-src 'self'";
    const page = { html: '<!doctype html><title>own</title>', policy };
    const server = await serve(TESTED_TRANSPORTS, { echo: true, page });
    server.publish('t', 1);
    const address = `127.0.0.1:${server.target.port}`;
    const opened = await open(`http://${address}/`);
    expect(await opened.evaluate(uses(address))).toMatchObject({ poll: 200, post: 202, socket: 'data' });
  });

  test('opened from a file runs the example of introductions to WebSocket', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pushlab-example-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const server = await serve(['sse'], { echo: true });
    const file = join(folder, 'index.html');
    writeFileSync(file, EXAMPLE(`localhost:${server.target.port}`));
    const page = await open(String(pathToFileURL(file)));
    await expect.poll(() => page.title(), { timeout: 30_000 }).toBe('Hello, Server!');
  });
});
