import { expect, onTestFinished, test } from 'vitest';
import type { Notification } from '../../scenarios/load/notification.ts';
import { TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import { demoPage } from '../../scripts/demo-page.ts';
import { createFeed } from '../../servers/feed/feed.ts';
import { startServer } from '../../servers/start.ts';

/** A server of the demonstration whose publisher rests. */
async function demonstration(transports: readonly TestedTransport[] = TESTED_TRANSPORTS) {
  const feed = createFeed();
  const page = await demoPage(transports);
  const running = await startServer({ transports, feed, host: '127.0.0.1', port: 0, page, demo: true });
  onTestFinished(running.close);
  const url = `http://127.0.0.1:${running.port}`;
  const order = (body: unknown) =>
    fetch(`${url}/demo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await order({ do: 'rate', perSecond: 0 })).status).toBe(200);
  return { feed, url, order };
}

test('the page needs nothing but itself, and may talk to its server alone', async () => {
  const { url } = await demonstration();
  const response = await fetch(url);
  const text = await response.text();
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(policy).toContain(`default-src 'none'`);
  expect(policy).toContain(`connect-src 'self'`);
  expect(policy).not.toContain('unsafe');
  expect(text).not.toMatch(/\b(?:src|href)="(?!data:|#)/);
  for (const [, id] of text.matchAll(/href="#([^"]+)"/g)) expect(text).toContain(`id="${id}"`);
  for (const transport of TESTED_TRANSPORTS) expect(text).toContain(`data-transport="${transport}"`);
});

test.each(TESTED_TRANSPORTS)('a server of %s alone shows that alone', async transport => {
  const { url } = await demonstration([transport]);
  const text = await (await fetch(url)).text();
  expect([...text.matchAll(/data-transport="([^"]+)"/g)].map(([, name]) => name)).toEqual([transport]);
});

test('publishes when told to, and at a rate', async () => {
  const { feed, url, order } = await demonstration();
  const before = feed.newestSeq('news');
  expect(await (await order({ do: 'publish' })).json()).toEqual({ seq: before + 1 });
  await order({ do: 'rate', perSecond: 20 });
  expect(await (await fetch(`${url}/demo`)).json()).toMatchObject({
    ratePerSecond: 20,
    nowMicros: expect.any(Number),
  });
  await expect.poll(() => feed.newestSeq('news')).toBeGreaterThan(before + 3);
  const [entry] = feed.since('news', { seq: before });
  const { payload } = JSON.parse(String(entry?.json)) as Notification;
  expect(payload).toEqual({ text: expect.any(String) });
});

test('cuts every connection but the one of the request', async () => {
  const { url, order } = await demonstration();
  const stream = await fetch(`${url}/notifications/stream?topic=news`);
  const reader = stream.body?.getReader();
  await reader?.read();
  const { connections } = (await (await order({ do: 'cut' })).json()) as { connections: number };
  expect(connections).toBeGreaterThanOrEqual(1);
  await expect(
    (async () => {
      while (!(await reader?.read())?.done);
    })(),
  ).rejects.toThrow();
});

test.each([
  [{ do: 'rate', perSecond: 21 }],
  [{ do: 'rate', perSecond: '5' }],
  [{ do: 'stop' }],
  [{ do: 'publish', more: 1 }],
  ['publish'],
  [null],
])('refuses %j', async body => {
  const { feed, order } = await demonstration();
  const before = feed.newestSeq('news');
  expect((await order(body)).status).toBe(400);
  expect(feed.newestSeq('news')).toBe(before);
});

test('another site cannot give orders: a form of its page is refused', async () => {
  const { url, feed } = await demonstration();
  const before = feed.newestSeq('news');
  for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
    const response = await fetch(`${url}/demo`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: '{"do":"publish"}',
    });
    expect(response.ok).toBe(false);
  }
  expect(feed.newestSeq('news')).toBe(before);
});

test('another site cannot give orders by JSON either', async () => {
  const { url, feed } = await demonstration();
  const before = feed.startOf('news');
  const response = await fetch(`${url}/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://other.example' },
    body: '{"do":"publish"}',
  });
  expect(response.status).toBe(403);
  expect(feed.startOf('news')).toEqual(before);
});

test('a server without the demonstration has none of it', async () => {
  const running = await startServer({
    transports: TESTED_TRANSPORTS,
    feed: createFeed(),
    host: '127.0.0.1',
    port: 0,
  });
  onTestFinished(running.close);
  const [page, controls] = await Promise.all(
    ['/', '/demo'].map(path => fetch(`http://127.0.0.1:${running.port}${path}`)),
  );
  expect(await page?.json()).toMatchObject({ server: 'pushlab' });
  expect(controls?.status).toBe(404);
});
