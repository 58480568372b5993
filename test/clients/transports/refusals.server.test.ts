import { describe, expect, test } from 'vitest';
import { longPolling } from '../../../clients/transports/long-polling.ts';
import { shortPolling } from '../../../clients/transports/short-polling.ts';
import { sse } from '../../../clients/transports/sse.ts';
import type { Connect } from '../../../clients/transports/subscriber.ts';
import { websocket } from '../../../clients/transports/websocket.ts';
import { follow } from '../../harness/follower.ts';
import { answerOf, type Script, scriptedServer } from '../../harness/scripted-server.ts';

const INTERVAL_MS = 20;
const CLIENTS: [name: string, connect: Connect][] = [
  ['short polling', shortPolling({ intervalMs: INTERVAL_MS, phaseMs: () => 0 })],
  ['long polling', longPolling({ waitSeconds: 30 })],
  ['SSE', sse],
  ['WebSocket', websocket()],
];

const HTML = ['Content-Type: text/html'];
const JSON_TYPE = ['Content-Type: application/json; charset=utf-8'];
const page = (words: string) =>
  `<html>\r\n<head><title>${words}</title></head>\r\n<body>\r\n<center><h1>${words}</h1></center>\r\n` +
  '<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n';
const gone = '{"statusCode":410,"code":"CURSOR_GONE","message":"cursor 7 cannot be continued"}';

/** Answers that no later request can change. */
const FINAL: [what: string, answer: string, code: string, reason: string][] = [
  ['an empty 404', answerOf('404 Not Found'), 'HTTP_404', 'the server answered 404 Not Found'],
  [
    "a proxy's page",
    answerOf('403 Forbidden', HTML, page('403 Forbidden')),
    'HTTP_403',
    'the server answered 403: 403 Forbidden nginx',
  ],
  ['our 410', answerOf('410 Gone', JSON_TYPE, gone), 'CURSOR_GONE', 'cursor 7 cannot be continued'],
  [
    "a proxy's 410",
    answerOf('410 Gone', HTML, page('Gone')),
    'HTTP_410',
    'the server answered 410: Gone nginx',
  ],
  [
    'JSON of another kind',
    answerOf('401 Unauthorized', JSON_TYPE, '{"error":"no token"}'),
    'HTTP_401',
    'the server answered 401: {"error":"no token"}',
  ],
  ['a redirect', answerOf('302 Found', ['Location: /']), 'HTTP_302', 'the server answered 302 Found'],
  [
    'a page where there should be notifications',
    answerOf('200 OK', HTML, '<!doctype html><title>My app</title><div id="root"></div>'),
    'HTTP_200',
    'the server answered 200 with text/html: My app',
  ],
  [
    'a body that cannot be read',
    answerOf('404 Not Found', ['Content-Encoding: gzip'], '\u001f\u008b'),
    'HTTP_404',
    'the server answered 404: a body in the encoding gzip',
  ],
  [
    'a body without a length',
    'HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n' +
      `${'400\r\n'}${'no '.repeat(341)}n\r\n`.repeat(9),
    'HTTP_404',
    `the server answered 404: ${'no '.repeat(40).trimEnd()}…`,
  ],
];

/** Answers after which a later request may succeed. */
const TEMPORARY: [what: string, answer: string, reason: string][] = [
  [
    "a proxy's 502",
    answerOf('502 Bad Gateway', HTML, page('502 Bad Gateway')),
    'the server answered 502: 502 Bad Gateway nginx',
  ],
  ['an empty 503', answerOf('503 Service Unavailable'), 'the server answered 503 Service Unavailable'],
  [
    'a 500 in JSON',
    answerOf('500 Internal Server Error', JSON_TYPE, '{"message":"out of luck"}'),
    'the server answered 500: out of luck',
  ],
  ['a 408', answerOf('408 Request Timeout'), 'the server answered 408 Request Timeout'],
  ['a 425', answerOf('425 Too Early'), 'the server answered 425 Too Early'],
  ['a 429', answerOf('429 Too Many Requests', [], 'slow down'), 'the server answered 429: slow down'],
  ['what is no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', 'not an HTTP response: Parse Error'],
];

async function refused(connect: Connect, script: Script) {
  const server = await scriptedServer(script);
  const reader = follow(connect, server.target, { topic: 't', after: 7 });
  return { server, reader };
}

describe.each(CLIENTS)('%s', (_, connect) => {
  test.each(FINAL)('%s ends the subscription', async (_what, answer, code, reason) => {
    const { server, reader } = await refused(connect, () => answer);
    await reader.untilState('ended');
    expect(reader.states).toEqual([{ kind: 'ended', code, reason }]);
    expect(server.requests).toHaveLength(1);
  });

  test.each(TEMPORARY)('after %s it tries again', async (_what, answer, reason) => {
    const { server, reader } = await refused(connect, () => answer);
    await server.untilRequests(3);
    expect(reader.states[0]).toMatchObject({ kind: 'waiting', reason });
    expect(reader.states.filter(({ kind }) => kind !== 'waiting')).toEqual([]);
  });

  test('a refusal that ends with its connection is read to its end', async () => {
    const { reader } = await refused(connect, (_request, socket) => {
      socket.end(`HTTP/1.0 502 Bad Gateway\r\nContent-Type: text/html\r\n\r\n${page('no origin')}`);
      return undefined;
    });
    await reader.untilState('waiting');
    expect(reader.states[0]).toMatchObject({ reason: 'the server answered 502: no origin nginx' });
  });

  test.each([
    ['a second', '1', 1000],
    ['no longer than a minute', '3600', 60_000],
  ])('`Retry-After` is kept to: %s', async (_what, retryAfter, leastMs) => {
    const answer = answerOf('503 Service Unavailable', [`Retry-After: ${retryAfter}`]);
    const { reader } = await refused(connect, () => answer);
    await reader.untilState('waiting');
    const { retryMs } = reader.states[0] as { retryMs: number };
    expect(retryMs).toBeGreaterThanOrEqual(leastMs);
    // With one pause of back-off, or up to the next poll.
    expect(retryMs).toBeLessThanOrEqual(leastMs + 100);
  });

  test('an early hint is no answer', async () => {
    const hint = 'HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n';
    const { reader } = await refused(connect, () => hint + answerOf('404 Not Found'));
    await reader.untilState('ended');
    expect(reader.states).toMatchObject([{ code: 'HTTP_404' }]);
  });
});

describe('short polling', () => {
  const [, connect] = CLIENTS[0] as (typeof CLIENTS)[0];

  test.each(['{"status":"ok"}', '{"notifications":[{"se', 'null'])(
    'JSON that is no list of notifications is a fault of the server: %s',
    async body => {
      const { server, reader } = await refused(connect, () => answerOf('200 OK', JSON_TYPE, body));
      await server.untilRequests(2);
      expect(reader.states[0]).toMatchObject({
        kind: 'waiting',
        reason: `the answer is not a list of notifications: ${body}`,
      });
    },
  );

  test('a 304 with the length of what it stands for has no body', async () => {
    const { reader } = await refused(
      connect,
      () => 'HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n',
    );
    await reader.until(() => reader.responses.length === 3);
    expect(reader.states).toEqual([{ kind: 'open' }]);
  });
});

describe('SSE', () => {
  test('204 ends the subscription, as the standard has it', async () => {
    const { reader } = await refused(sse, () => answerOf('204 No Content'));
    await reader.untilState('ended');
    expect(reader.states).toMatchObject([{ code: 'HTTP_204', reason: 'the server answered 204 No Content' }]);
  });
});
