import { expect, test } from 'vitest';
import { longPolling } from '../../../clients/transports/long-polling.ts';
import { TESTED_TRANSPORTS } from '../../../scenarios/load/transport.ts';
import { follow } from '../../harness/follower.ts';
import { connectRaw } from '../../harness/raw-connection.ts';
import { serve } from '../../harness/serving.ts';

const EPOCH = 'q7x2mk';
const poll = (prefer?: string) =>
  `GET /notifications?topic=t&after=q7x2mk-0 HTTP/1.1\r\nHost: x\r\n${prefer === undefined ? '' : `Prefer: ${prefer}\r\n`}\r\n`;

test.each([
  'wait=30',
  'WAIT=30',
  'wait="30"',
  'wait = 30',
  'wait =\t"30"',
  'respond-async, wait= 30',
  'respond-async, wait=30',
  'respond-async; foo=bar, wait=30; x',
  'wait=99999999',
])('an app with all four waits on `Prefer: %s`', async prefer => {
  const server = await serve(TESTED_TRANSPORTS, { epoch: EPOCH });
  const connection = await connectRaw(server.target, poll(prefer));
  const answer = connection.until(/"payload":"news"/);
  await expect.poll(() => server.feed.listenerCount()).toBe(1);
  expect(connection.text()).toBe('');
  server.publish('t', 'news');
  await answer;
  expect(connection.text()).toMatch(/^HTTP\/1\.1 200 /);
});

test.each([
  undefined,
  'wait',
  'wait=',
  'wait=soon',
  'wait 30',
  'wait = ',
  'wait=-5',
  'await=5',
  'x-wait=30',
  'respond-async',
  ',,;=',
])('an app with all four answers at once on `Prefer: %s`', async prefer => {
  const server = await serve(TESTED_TRANSPORTS, { epoch: EPOCH });
  const connection = await connectRaw(server.target, poll(prefer));
  await connection.until(/^HTTP\/1\.1 204 [\s\S]*\r\n\r\n$/);
  expect(server.feed.listenerCount()).toBe(0);
});

test.each([
  ['wait=60', {}, 25],
  ['wait=26', {}, 25],
  ['wait=61', { maxWaitSeconds: 60 }, 60],
])('the answer to `Prefer: %s`, with limits %j, says that it waits %i s', async (prefer, limits, seconds) => {
  const server = await serve(TESTED_TRANSPORTS, { epoch: EPOCH, limits });
  const connection = await connectRaw(server.target, poll(prefer));
  await expect.poll(() => server.feed.listenerCount()).toBe(1);
  server.publish('t', 'news');
  await connection.until(/"payload":"news"/);
  expect(connection.text()).toContain(`preference-applied: wait=${seconds}\r\n`);
});

test('a wait is shortened to the limit, and one within the limit is not', async () => {
  const server = await serve(['long-polling'], { epoch: EPOCH, limits: { maxWaitSeconds: 1 } });
  const [capped, kept] = await Promise.all(
    ['wait=60', 'wait=1'].map(prefer => connectRaw(server.target, poll(prefer))),
  );
  await capped?.until(/^HTTP\/1\.1 204 [\s\S]*preference-applied: wait=1\r\n/);
  await kept?.until(/^HTTP\/1\.1 204 [\s\S]*\r\n\r\n/);
  expect(kept?.text()).not.toContain('preference-applied');
});

test('an app with short polling alone does not wait, whatever is preferred', async () => {
  const server = await serve(['short-polling'], { epoch: EPOCH });
  const connection = await connectRaw(server.target, poll('wait=30'));
  await connection.until(/^HTTP\/1\.1 204 /);
});

test('a wait without updates ends with 204, and the client polls again from the same cursor', async () => {
  const server = await serve(['long-polling']);
  server.publish('t', 'old');
  const reader = follow(longPolling({ waitSeconds: 1 }), server.target, { topic: 't', after: 1 });
  await reader.until(() => reader.responses.length === 2);
  expect(reader.responses).toEqual([0, 0]);
  server.publish('t', 'news');
  await reader.untilReceived(1);
  expect(reader.seqs()).toEqual([2]);
  expect(server.sockets.size).toBe(1);
});

test('polls that wait, pipelined on one connection, all leave with it', async () => {
  const server = await serve(['long-polling'], { epoch: EPOCH });
  const connection = await connectRaw(server.target, poll('wait=30').repeat(3));
  await expect.poll(() => server.feed.listenerCount()).toBe(3);
  connection.socket.destroy();
  await expect.poll(() => server.feed.listenerCount()).toBe(0);
});
