import { expect, test } from 'vitest';
import { TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import { callsPage } from '../../scripts/calls-page.ts';
import { connectRaw } from '../harness/raw-connection.ts';
import { rawRequest } from '../harness/raw-request.ts';
import { serve } from '../harness/serving.ts';

/** What Chromium and Firefox send when an address is opened. */
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

async function serving(transports: readonly TestedTransport[] = TESTED_TRANSPORTS) {
  const server = await serve(transports, { callsPage: await callsPage(transports), echo: true });
  const url = `http://127.0.0.1:${server.target.port}`;
  const open = (headers: Record<string, string> = { accept: BROWSER }, method = 'GET') =>
    fetch(url, { method, headers });
  return { server, url, open };
}

test('a browser gets a page that needs nothing but itself, with this server’s address in every command', async () => {
  const { url, open } = await serving();
  const answer = await open();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const policy = answer.headers.get('content-security-policy');
  expect(policy).toContain(`default-src 'none'`);
  expect(policy).not.toMatch(/unsafe|script-src/);
  const page = await answer.text();
  expect(page).not.toMatch(/<script|\bsrc=/);
  for (const [, href = ''] of page.matchAll(/href="([^"]*)"/g)) {
    expect(href).toMatch(/^(data:|\/notifications|#)/);
    if (href.startsWith('#')) expect(page).toContain(`id="${href.slice(1)}"`);
  }
  const host = url.slice('http://'.length);
  const commands = [...page.matchAll(/<code>((?:curl|websocat|node|npm run follow).*?)<\/code>/g)];
  expect(commands.length).toBeGreaterThan(10);
  for (const [, command] of commands) expect(command).toContain(`://${host}`);
});

test('over TLS its commands say so, and how to trust it', async () => {
  const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':');
  const page = await callsPage(TESTED_TRANSPORTS, fingerprint);
  const { html } = page('127.0.0.1:8443');
  expect(html).not.toMatch(/\b(http|ws):\/\/127/);
  for (const start of ['curl -k -i', 'websocat -k', 'NODE_TLS_REJECT_UNAUTHORIZED=0 node -e'])
    expect(html).toContain(`<code>${start}`);
  expect(html).toContain(`--url https://127.0.0.1:8443 --fingerprint ${fingerprint}`);
});

test.each([
  [{ accept: '*/*' }, 'json'],
  [{ accept: 'application/json' }, 'json'],
  [{ accept: 'application/json, text/html;q=0.9' }, 'json'],
  [{ accept: 'text/html;q=0.9, application/json' }, 'json'],
  [{ accept: 'text/html' }, 'html'],
  [{ accept: 'application/json;q=0.5, text/html' }, 'html'],
])('%j gets %s', async (headers, type) => {
  const { open } = await serving();
  expect((await open(headers)).headers.get('content-type')).toContain(type);
});

test('the health check stays as it is without a page', async () => {
  const { server, open } = await serving();
  const plain = await serve(TESTED_TRANSPORTS, { echo: true });
  const bare = rawRequest('GET', '/', { connection: 'close' });
  const answers = [];
  for (const { target } of [server, plain]) {
    const connection = await connectRaw(target, bare);
    await connection.closed;
    answers.push(connection.text().replace(/^date: .*\r\n/im, ''));
  }
  expect(answers[0]).toBe(answers[1]);
  expect(await (await open({ accept: '*/*' })).json()).toMatchObject({ server: 'pushlab' });
  // A measured server has no page, whatever is asked for.
  const measured = await fetch(`http://127.0.0.1:${plain.target.port}`, { headers: { accept: BROWSER } });
  expect(measured.headers.get('content-type')).toContain('json');
});

test('HEAD gives the head of the page, or of the health check', async () => {
  const { open } = await serving();
  for (const headers of [{ accept: BROWSER }, { accept: '*/*' }]) {
    const [get, head] = [await open(headers), await open(headers, 'HEAD')];
    expect(await head.text()).toBe('');
    for (const name of ['content-type', 'content-length', 'content-security-policy', 'cache-control'])
      expect(head.headers.get(name)).toBe(get.headers.get(name));
  }
});

test.each(TESTED_TRANSPORTS)('a server of %s alone shows its calls alone', async transport => {
  const { open } = await serving([transport]);
  const sections = [...(await (await open()).text()).matchAll(/<h2 id="([^"]+)"/g)].map(([, id]) => id);
  expect(sections).toEqual(['publish', transport, 'others']);
});

test.each([
  ['lab.example:81', 'lab.example:81'],
  ['[::1]:8080', '[::1]:8080'],
  [`x';reboot;'`, undefined],
  ['<b>', undefined],
  ['$(reboot)', undefined],
])('by a Host of %s the commands have %s', async (host, shown) => {
  const { server } = await serving();
  const connection = await connectRaw(
    server.target,
    rawRequest('GET', '/', { host, accept: BROWSER, connection: 'close' }),
  );
  await connection.closed;
  const hosts = [...connection.text().matchAll(/curl -i &#39;http:\/\/(.*?)\//g)].map(([, found]) => found);
  expect(new Set(hosts)).toEqual(new Set([shown ?? `127.0.0.1:${server.target.port}`]));
});
