import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Follow, Following, PageState } from '../../../clients/page/follow.ts';
import { longPolling } from '../../../clients/page/long-polling.ts';
import { shortPolling } from '../../../clients/page/short-polling.ts';
import { answerOf, type Script, scriptedServer } from '../../harness/scripted-server.ts';

// The pollings of a page need nothing of a browser but `fetch` with addresses of its own site.

const INTERVAL_MS = 50;
const JSON_TYPE = ['Content-Type: application/json'];

/** Follows a scripted server, until the test is over. */
async function following(by: (follow: Follow) => Following, script: Script) {
  const server = await scriptedServer(script);
  const { host, port } = server.target;
  const ask = fetch;
  vi.stubGlobal('fetch', (address: string, how: RequestInit) =>
    ask(new URL(address, `http://${host}:${port}`), how),
  );
  onTestFinished(() => void vi.unstubAllGlobals());
  const states: PageState[] = [];
  const waiting = new Set<() => void>();
  const { close } = by({
    topic: 't',
    after: '7',
    intervalMs: INTERVAL_MS,
    waitSeconds: 1,
    reconnects: true,
    onNotification() {},
    onState(state) {
      states.push(state);
      for (const look of waiting) look();
    },
  });
  onTestFinished(close);
  const until = (condition: () => boolean) =>
    new Promise<void>(resolve => {
      const look = () => condition() && resolve();
      waiting.add(look);
      look();
    });
  const untilState = (kind: PageState['kind']) => until(() => states.at(-1)?.kind === kind);
  return { server, states, until, untilState };
}

describe.each([
  ['short polling', shortPolling],
  ['long polling', longPolling],
])('%s in a page', (_, by) => {
  test.each([
    ['an empty 404', answerOf('404 Not Found'), 'the server answered 404 Not Found'],
    [
      "a proxy's page",
      answerOf('403 Forbidden', ['Content-Type: text/html'], '<h1>no</h1>\n<p>entry'),
      'the server answered 403: no entry',
    ],
    [
      'our 410',
      answerOf('410 Gone', JSON_TYPE, '{"code":"CURSOR_GONE","message":"cursor 7 is too old"}'),
      'cursor 7 is too old',
    ],
    ["a proxy's 410", answerOf('410 Gone', [], 'away'), 'the server answered 410: away'],
    [
      'a page where there should be notifications',
      answerOf('200 OK', ['Content-Type: text/html'], '<title>My app</title>'),
      'the server answered 200 with text/html: My app',
    ],
  ])('%s ends the subscription', async (_what, answer, reason) => {
    const { server, states, untilState } = await following(by, () => answer);
    await untilState('ended');
    expect(states).toEqual([{ kind: 'asking' }, { kind: 'ended', reason }]);
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    ['502', answerOf('502 Bad Gateway', ['Content-Type: text/html'], '<h1>502</h1>')],
    ['429', answerOf('429 Too Many Requests')],
    ['JSON that is cut off', answerOf('200 OK', JSON_TYPE, '{"notifications":[{"se')],
  ])('after %s it tries again', async (_what, answer) => {
    const { server, states } = await following(by, () => answer);
    await server.untilRequests(3);
    expect(states.slice(0, 3)).toMatchObject([{ kind: 'asking' }, { kind: 'waiting' }, { kind: 'asking' }]);
  });

  test('`Retry-After` is kept to', async () => {
    const busy = answerOf('503 Service Unavailable', ['Retry-After: 2']);
    const { states, untilState } = await following(by, () => busy);
    await untilState('waiting');
    const { retryMs } = states.at(-1) as { retryMs: number };
    expect(retryMs).toBeGreaterThanOrEqual(2000);
    expect(retryMs).toBeLessThanOrEqual(2100);
  });
});

test('short polling in a page keeps its schedule after a failed poll', async () => {
  // The clock stands until the test moves it.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const script: Script = ({ atMs }) =>
    atMs === INTERVAL_MS
      ? answerOf('503 Service Unavailable', ['Connection: close'])
      : answerOf('204 No Content');
  const { server, states, until } = await following(shortPolling, script);
  for (let polls = 1; polls <= 4; polls++) {
    await until(() => states.length === 2 * polls);
    vi.advanceTimersByTime(INTERVAL_MS);
  }
  await server.untilRequests(5);
  expect(server.requests.map(({ atMs }) => atMs)).toEqual([0, 50, 100, 150, 200]);
  expect(states.filter(({ kind }) => kind === 'waiting')).toEqual([
    { kind: 'waiting', retryMs: INTERVAL_MS },
  ]);
});
