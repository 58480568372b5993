import { EventSource as EventSource5 } from 'eventsource';
import { EventSource as EventSource4 } from 'eventsource4';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Target } from '../../../clients/transports/subscriber.ts';
import { faultyLink } from '../../harness/faulty-link.ts';
import { serve } from '../../harness/serving.ts';

// npm's eventsource as applications have it. Version 4 forgets an id that came without data.

interface Heard {
  type: string;
  id?: string;
  data?: unknown;
}

/** A source on a topic, all that it dispatched, and the `Last-Event-ID` of each request. */
function follow(Client: typeof EventSource5 | typeof EventSource4, { host, port }: Target, query = '') {
  const lastEventIds: (string | null)[] = [];
  const source = new Client(`http://${host}:${port}/notifications/stream?topic=t${query}`, {
    fetch: (input, init) => {
      lastEventIds.push(new Headers(init.headers).get('last-event-id'));
      return fetch(input, init);
    },
  });
  onTestFinished(() => source.close());
  const heard: Heard[] = [];
  const dispatch = source.dispatchEvent.bind(source);
  source.dispatchEvent = (event: Event) => {
    const { type, lastEventId, data } = event as MessageEvent;
    heard.push(data === undefined ? { type } : { type, id: lastEventId, data: JSON.parse(data) });
    return dispatch(event);
  };
  const untilHeard = (type: string) =>
    expect.poll(() => heard.filter(event => event.type === type), { timeout: 30_000 });
  return { source, heard, lastEventIds, untilHeard };
}

const payloadsOf = (heard: readonly Heard[]) =>
  heard.flatMap(({ type, data }) => (type === 'message' ? [(data as { payload: unknown }).payload] : []));

describe.each([
  ['eventsource 5', EventSource5],
  ['eventsource 4', EventSource4],
])('%s', (_, Client) => {
  test('cut before the first notification, it sends the id of the start event back', async () => {
    const server = await serve(['sse']);
    const link = await faultyLink(() => server.target);
    const { heard, lastEventIds, untilHeard } = follow(Client, link.target);
    await untilHeard('start').toHaveLength(1);
    const start = heard.find(({ type }) => type === 'start');
    expect(start?.data).toEqual({ cursor: start?.id });
    link.reset();
    await expect.poll(() => server.feed.listenerCount()).toBe(0);
    server.publish('t', 'one', 'two', 'three');
    await untilHeard('message').toHaveLength(3);
    expect(payloadsOf(heard)).toEqual(['one', 'two', 'three']);
    expect(lastEventIds).toEqual([null, start?.id]);
  });

  test('makes no event of a heartbeat', async () => {
    const server = await serve(['sse'], { limits: { heartbeatMs: 30 } });
    const connection = server.nextConnection();
    const { heard, untilHeard } = follow(Client, server.target);
    await untilHeard('start').toHaveLength(1);
    const socket = await connection;
    const bytesBefore = socket.bytesWritten;
    await expect.poll(() => socket.bytesWritten - bytesBefore).toBeGreaterThan(50);
    server.publish('t', 'after heartbeats');
    await untilHeard('message').toHaveLength(1);
    expect(heard.map(({ type }) => type)).toEqual(['open', 'start', 'message']);
  });

  test('stops at 410, and asks no more', async () => {
    const server = await serve(['sse'], { capacityPerTopic: 1 });
    server.publish('t', 1, 2, 3);
    const { source, heard, lastEventIds, untilHeard } = follow(Client, server.target, '&after=1');
    await untilHeard('error').toHaveLength(1);
    expect(source.readyState).toBe(Client.CLOSED);
    expect(heard).toEqual([{ type: 'error' }]);
    expect(lastEventIds).toEqual([null]);
  });

  test('stops when it comes back to a server that has lost its feed', async () => {
    const first = await serve(['sse']);
    let target = first.target;
    const link = await faultyLink(() => target);
    const { source, heard, lastEventIds, untilHeard } = follow(Client, link.target);
    await untilHeard('start').toHaveLength(1);
    first.publish('t', 'of the first life');
    await untilHeard('message').toHaveLength(1);
    const second = await serve(['sse']);
    second.publish('t', 'of the second life', 'another');
    target = second.target;
    link.reset();
    await expect.poll(() => source.readyState, { timeout: 30_000 }).toBe(Client.CLOSED);
    expect(payloadsOf(heard)).toEqual(['of the first life']);
    expect(lastEventIds).toEqual([null, heard.find(({ type }) => type === 'message')?.id]);
  });
});
