import { EventSourceParserStream } from 'eventsource-parser/stream';
import { describe, expect, test } from 'vitest';
import { WebSocket as WsSocket } from 'ws';
import { type Serving, serve } from '../../harness/serving.ts';
import { PAYLOADS } from '../../made/payloads.ts';

// Clients that others wrote: what they cannot read, no browser and no proxy can.

const address = ({ target: { host, port } }: Serving, path: string, scheme = 'http') =>
  `${scheme}://${host}:${port}/notifications${path}`;

const jsonOf = (payloads: readonly unknown[]) => payloads.map(payload => JSON.stringify(payload));

describe('fetch', () => {
  test('polls from cursor to cursor', async () => {
    const server = await serve(['short-polling'], { epoch: 'q7x2mk' });
    const ask = (after: string) =>
      fetch(address(server, `?topic=t${after}`), { headers: { connection: 'close' } });
    server.publish('t', 'old');
    const first = await (await ask('')).json();
    expect(first).toEqual({ notifications: [], cursor: 'q7x2mk-1' });
    expect((await ask('&after=q7x2mk-1')).status).toBe(204);
    server.publish('t', ...PAYLOADS);
    const answer = await ask('&after=q7x2mk-1');
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { notifications, cursor } = (await answer.json()) as {
      notifications: { payload: unknown }[];
      cursor: string;
    };
    expect(cursor).toBe(`q7x2mk-${1 + PAYLOADS.length}`);
    expect(jsonOf(notifications.map(({ payload }) => payload))).toEqual(jsonOf(PAYLOADS));
  });

  test('is told 410 and why by a poll from a cursor that is gone', async () => {
    const server = await serve(['short-polling', 'long-polling'], { capacityPerTopic: 1 });
    server.publish('t', 1, 2, 3);
    for (const headers of [{ connection: 'close' }, { connection: 'close', prefer: 'wait=5' }]) {
      const answer = await fetch(address(server, '?topic=t&after=1'), { headers });
      expect(answer.status).toBe(410);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(await answer.json()).toMatchObject({
        code: 'CURSOR_GONE',
        message: 'cursor 1 cannot be continued: the feed holds 3 to 3',
      });
    }
  });

  test('waits with a long poll', async () => {
    const server = await serve(['long-polling'], { epoch: 'q7x2mk' });
    const answer = fetch(address(server, '?topic=t&after=0'), {
      headers: { prefer: 'wait=30', connection: 'close' },
    });
    await expect.poll(() => server.feed.listenerCount()).toBe(1);
    server.publish('t', 'news');
    expect(await (await answer).json()).toMatchObject({
      notifications: [{ payload: 'news' }],
      cursor: 'q7x2mk-1',
    });
  });

  test('reads an event stream, and resumes it with Last-Event-ID', async () => {
    const server = await serve(['sse']);
    server.publish('t', ...PAYLOADS);
    async function read(count: number, lastEventId?: string) {
      const abort = new AbortController();
      const answer = await fetch(address(server, '/stream?topic=t&after=0'), {
        headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
        signal: abort.signal,
      });
      expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
      const events: { id?: string; event?: string; data: string }[] = [];
      const stream = answer.body
        ?.pipeThrough(new TextDecoderStream())
        .pipeThrough(new EventSourceParserStream());
      const reader = stream?.getReader();
      while (events.length < count) {
        const next = await reader?.read();
        if (!next || next.done) throw new Error('the stream ended');
        if (next.value.event !== 'start') events.push(next.value);
      }
      abort.abort();
      return events;
    }
    const events = await read(PAYLOADS.length);
    expect(jsonOf(events.map(({ data }) => JSON.parse(data).payload))).toEqual(jsonOf(PAYLOADS));
    const resumed = await read(2, events.at(-3)?.id);
    expect(resumed).toEqual(events.slice(-2));
  });

  test('is told 410 and why instead of an event stream from a cursor that is gone', async () => {
    const server = await serve(['sse'], { capacityPerTopic: 1 });
    server.publish('t', 1, 2, 3);
    const answer = await fetch(address(server, '/stream?topic=t&after=1'));
    expect(answer.status).toBe(410);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toMatchObject({
      code: 'CURSOR_GONE',
      message: 'cursor 1 cannot be continued: the feed holds 3 to 3',
    });
  });
});

describe.each([
  ['ws', WsSocket as unknown as typeof WebSocket],
  ['the WebSocket of Node', WebSocket],
])('%s', (_, Socket) => {
  const closeOf = (socket: WebSocket) =>
    new Promise<[number, string]>(resolve => {
      socket.addEventListener('close', ({ code, reason }) => resolve([code, reason]));
    });

  test('receives a text message a notification, and publishes', async () => {
    const server = await serve(['websocket']);
    const socket = new Socket(address(server, '/socket?topic=t&after=0', 'ws'));
    const messages: string[] = [];
    const all = new Promise<void>(resolve => {
      socket.addEventListener('message', ({ data }) => {
        if ('seq' in JSON.parse(data)) messages.push(data);
        if (messages.length === PAYLOADS.length) resolve();
      });
    });
    await new Promise(resolve => socket.addEventListener('open', resolve));
    for (const payload of PAYLOADS) socket.send(JSON.stringify({ payload }));
    await all;
    expect(messages.map(text => JSON.parse(text).seq)).toEqual(PAYLOADS.map((_, index) => index + 1));
    expect(jsonOf(messages.map(text => JSON.parse(text).payload))).toEqual(jsonOf(PAYLOADS));
    const closed = closeOf(socket);
    socket.close(1000);
    expect((await closed)[0]).toBe(1000);
    await expect.poll(() => server.feed.listenerCount()).toBe(0);
  });

  test.each([
    ['', 'q7x2mk-2'],
    ['&after=q7x2mk-1', 'q7x2mk-1'],
    ['&after=1', 'q7x2mk-1'],
  ])('with "%s" is told first where it starts', async (query, cursor) => {
    const server = await serve(['websocket'], { epoch: 'q7x2mk' });
    server.publish('t', 1, 2);
    const socket = new Socket(address(server, `/socket?topic=t${query}`, 'ws'));
    const first = await new Promise<string>(resolve => {
      socket.addEventListener('message', ({ data }) => resolve(data));
    });
    expect(JSON.parse(first)).toEqual({ cursor });
    const closed = closeOf(socket);
    socket.close();
    await closed;
  });

  test('is told 4410 and why when its cursor is gone', async () => {
    const server = await serve(['websocket'], { capacityPerTopic: 1 });
    server.publish('t', 1, 2, 3);
    const socket = new Socket(address(server, '/socket?topic=t&after=1', 'ws'));
    expect(await closeOf(socket)).toEqual([4410, 'cursor 1 cannot be continued: the feed holds 3 to 3']);
  });
});
