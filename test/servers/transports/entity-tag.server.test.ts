import { expect, test } from 'vitest';
import { shortPolling } from '../../../clients/transports/short-polling.ts';
import { faultyLink } from '../../harness/faulty-link.ts';
import { follow } from '../../harness/follower.ts';
import { serve } from '../../harness/serving.ts';

const get = async (port: number, query: string, tag?: string) => {
  const sent: Record<string, string> = tag === undefined ? {} : { 'if-none-match': tag };
  const response = await fetch(`http://127.0.0.1:${port}/notifications?topic=t${query}`, { headers: sent });
  const { headers, status } = response;
  return {
    status,
    tag: headers.get('etag'),
    caching: headers.get('cache-control'),
    text: await response.text(),
  };
};

const EPOCH = 'q7x2mk';

test('the latest come with a tag, and are a 304 to a client that has it', async () => {
  const server = await serve(['short-polling'], { epoch: EPOCH });
  server.publish('t', 1, 2, 3);
  const { port } = server.target;
  const first = await get(port, '&latest=2');
  expect(first).toMatchObject({ status: 200, tag: '"q7x2mk-3"', caching: 'no-cache' });
  expect(JSON.parse(first.text)).toMatchObject({
    notifications: [{ payload: 2 }, { payload: 3 }],
    cursor: 'q7x2mk-3',
  });
  const known = '"q7x2mk-3"';
  for (const sent of [known, `W/${known}`, `"x", W/${known}`, '*']) {
    const answer = { status: 304, tag: known, caching: 'no-cache', text: '' };
    expect(await get(port, '&latest=2', sent)).toEqual(answer);
  }
  server.publish('t', 4);
  expect((await get(port, '&latest=2', known)).status).toBe(200);
});

test('the latest are not asked for from a cursor', async () => {
  const server = await serve(['short-polling'], { epoch: EPOCH });
  server.publish('t', 1, 2, 3);
  for (const query of ['&latest=1&after=q7x2mk-2', '&after=0&latest=3']) {
    const { status, tag, text } = await get(server.target.port, query);
    expect({ status, tag }).toEqual({ status: 400, tag: null });
    expect(JSON.parse(text).message).toBe(
      'latest and after exclude each other: send a count or a cursor, not both',
    );
  }
});

test('the tag of a feed that was lost is not that of another with as many notifications', async () => {
  const lost = await serve(['short-polling']);
  lost.publish('t', 'before');
  const { tag } = await get(lost.target.port, '&latest=1');
  await lost.close();
  const server = await serve(['short-polling']);
  server.publish('t', 'after');
  const answer = await get(server.target.port, '&latest=1', tag ?? '');
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.text)).toMatchObject({ notifications: [{ seq: 1, payload: 'after' }] });
});

test.each([true, false])(
  'a client without a cursor hears a new feed from its first, with a tag: %s',
  async etag => {
    let server = await serve(['short-polling']);
    const link = await faultyLink(() => server.target);
    const connect = shortPolling({ intervalMs: 5, phaseMs: () => 0, latest: 10, etag });
    const reader = follow(connect, link.target, { topic: 't', after: 0 });
    server.publish('t', 'a', 'b');
    await reader.untilReceived(2);
    await server.close();
    server = await serve(['short-polling']);
    server.publish('t', 'c', 'd');
    await reader.untilReceived(4);
    expect(reader.payloads()).toEqual(['a', 'b', 'c', 'd']);
  },
);

test('of a topic without notifications, an empty list has a tag and its caching too', async () => {
  const server = await serve(['short-polling']);
  const { port } = server.target;
  const { tag, ...first } = await get(port, '&latest=2');
  expect(first).toMatchObject({ status: 200, caching: 'no-cache' });
  expect(await get(port, '&latest=2', tag as string)).toMatchObject({ status: 304, caching: 'no-cache' });
  server.publish('t', 1);
  expect((await get(port, '&latest=2', tag as string)).status).toBe(200);
});

test.each([true, false])('a client without a cursor hears each once, with a tag: %s', async etag => {
  const server = await serve(['short-polling']);
  server.publish('t', 'a');
  const connect = shortPolling({ intervalMs: 5, phaseMs: () => 0, latest: 10, etag });
  const reader = follow(connect, server.target, { topic: 't', after: 0 });
  await reader.untilReceived(1);
  server.publish('t', 'b', 'c');
  await reader.untilReceived(3);
  // Some polls more, that must bring nothing again.
  const polls = reader.responses.length;
  await expect.poll(() => reader.responses.length).toBeGreaterThan(polls + 3);
  expect(reader.payloads()).toEqual(['a', 'b', 'c']);
});
