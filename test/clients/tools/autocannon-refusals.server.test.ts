import { expect, onTestFinished, test } from 'vitest';
import type { ToolConfig } from '../../../bench/processes/messages.ts';
import { followByAutocannon } from '../../../clients/tools/autocannon-follow.ts';
import { makeRequests } from '../../../clients/tools/autocannon-requests.ts';
import { createToolFollowers } from '../../../clients/tools/tool-followers.ts';
import { answerOf, scriptedServer } from '../../harness/scripted-server.ts';

const range = { windowFirst: 1, windowLast: 1, last: 1 };
const config: ToolConfig = {
  transport: 'short-polling',
  load: {
    audience: { kind: 'shared', topic: 't' },
    subscribers: 1,
    arrivals: { kind: 'periodic', ratePerSecond: 1 },
    payloadBytes: 10,
    transports: { 'short-polling': { intervalMs: 1000 } },
    requests: { answer: 'empty' },
  },
  range,
  warmUpSeconds: 1,
  windowSeconds: 1,
  lingerMs: 0,
};
const page = answerOf('200 OK', ['Content-Type: text/html'], '<title>My app</title>');

test('requests that cannot be prepared say what the server answered', async () => {
  const server = await scriptedServer(() =>
    answerOf('404 Not Found', ['Content-Type: text/html'], '<h1>no</h1> such page'),
  );
  await expect(makeRequests(config, server.target)).rejects.toThrow('the server answered 404: no such page');
});

test('a page where there should be notifications is a failed poll', async () => {
  const server = await scriptedServer(() => page);
  const responses = { withUpdates: 0, empty: 0, notifications: 0 };
  const followed = followByAutocannon(config, server.target, createToolFollowers(range), responses);
  onTestFinished(() => followed.stop());
  await server.untilRequests(1);
  await expect.poll(() => followed.failed).toBe(1);
  expect(responses).toEqual({ withUpdates: 0, empty: 0, notifications: 0 });
});
