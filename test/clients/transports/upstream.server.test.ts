import { expect, onTestFinished, test } from 'vitest';
import type { Subscription } from '../../../clients/transports/subscriber.ts';
import { createUpstream } from '../../../clients/transports/upstream.ts';
import { answerOf, scriptedServer } from '../../harness/scripted-server.ts';

/** A subscription that sends what it is given, or has no upstream. */
const subscribed = (sent: string[] | null): Subscription => ({
  close: async () => {},
  send: json => sent !== null && sent.push(json) > 0,
  hasUpstream: () => sent !== null,
  stall() {},
  reconnect() {},
  cursor: () => undefined,
});

async function sending(by: 'own' | 'post', sent: string[] | null) {
  const server = await scriptedServer(() => answerOf('202 Accepted'));
  const upstream = createUpstream(server.target, by, '', reason => {
    throw new Error(reason);
  });
  onTestFinished(() => server.stop());
  const subscription = subscribed(sent);
  await upstream.open(subscription, 0);
  const send = () => upstream.send(subscription, 0, 'news', { scheduledAt: 0, payload: 'hello' });
  return { server, send };
}

test.each([
  ['by POST over a transport without upstream', 'own', null],
  ['by POST where it shall be one', 'post', []],
] as const)('%s, on the connection that was opened ahead', async (_, by, sent) => {
  const { server, send } = await sending(by, sent && [...sent]);
  send();
  send();
  await server.untilRequests(2);
  expect(server.requests.map(({ connection }) => connection)).toEqual([0, 0]);
  expect(server.acceptedAtMs).toHaveLength(1);
});

test('a frame needs no other connection', async () => {
  const sent: string[] = [];
  const { server, send } = await sending('own', sent);
  send();
  expect(sent.map(json => JSON.parse(json).payload)).toEqual(['hello']);
  expect(server.acceptedAtMs).toEqual([]);
});
