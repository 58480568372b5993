import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { longPolling } from '../../../clients/transports/long-polling.ts';
import { type ShortPollingOptions, shortPolling } from '../../../clients/transports/short-polling.ts';
import type { Connect } from '../../../clients/transports/subscriber.ts';
import { type Follower, follow } from '../../harness/follower.ts';
import {
  answerOf,
  type Script,
  type ScriptedServer,
  type ScriptOptions,
  scriptedServer,
} from '../../harness/scripted-server.ts';

// The clock stands, and each test moves it: a poll has exactly the time at which it was made.
// Connections are real.

const INTERVAL_MS = 2000;
const NOTHING = answerOf('204 No Content');
const CLOSING = answerOf('204 No Content', ['Connection: close']);

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const shortPoller = (options: Partial<ShortPollingOptions> = {}) =>
  shortPolling({ intervalMs: INTERVAL_MS, phaseMs: () => 0, ...options });
const longPoller = longPolling({ waitSeconds: 30 });

async function polling(connect: Connect, script: Script, options?: ScriptOptions) {
  const server = await scriptedServer(script, options);
  const reader = follow(connect, server.target, { topic: 't', after: 0 });
  return { server, reader };
}

const answered = (reader: Follower, count: number) => reader.until(() => reader.responses.length >= count);
const waited = (reader: Follower, count: number) =>
  reader.until(() => reader.states.filter(({ kind }) => kind === 'waiting').length >= count);

const timesOf = ({ requests }: ScriptedServer) => requests.map(({ atMs }) => atMs);
const connectionsOf = ({ requests }: ScriptedServer) => requests.map(({ connection }) => connection);

/** Moves the clock by one interval after another, each time until the poll was answered. */
async function pass(intervals: number, reader: Follower): Promise<void> {
  for (let left = intervals; left > 0; left--) {
    const count = reader.responses.length;
    vi.advanceTimersByTime(INTERVAL_MS);
    await answered(reader, count + 1);
  }
}

describe('short polling', () => {
  test('a healthy connection carries all polls, at its place in the interval', async () => {
    const { server, reader } = await polling(shortPoller({ phaseMs: () => 700 }), () => NOTHING);
    await answered(reader, 1);
    vi.advanceTimersByTime(700);
    await answered(reader, 2);
    await pass(3, reader);
    expect(timesOf(server)).toEqual([0, 700, 2700, 4700, 6700]);
    expect(server.acceptedAtMs).toEqual([0]);
    const { host, port } = server.target;
    for (const { text } of server.requests) {
      expect(text).toBe(`GET /notifications?topic=t&after=0 HTTP/1.1\r\nHost: ${host}:${port}\r\n\r\n`);
    }
    expect(reader.states).toEqual([{ kind: 'open' }]);
  });

  test.each([0, 300, INTERVAL_MS - 1])(
    'a connection that is shut %i ms after each answer is opened again when the next poll is due',
    async idleMs => {
      const { server, reader } = await polling(shortPoller(), () => NOTHING);
      await answered(reader, 1);
      for (let count = 2; count <= 4; count++) {
        vi.advanceTimersByTime(idleMs);
        await server.shut();
        vi.advanceTimersByTime(INTERVAL_MS - idleMs);
        await answered(reader, count);
      }
      expect(timesOf(server)).toEqual([0, 2000, 4000, 6000]);
      expect(server.acceptedAtMs).toEqual([0, 2000, 4000, 6000]);
      expect(reader.states).toEqual([{ kind: 'open' }]);
    },
  );

  test('a server that says goodbye on an idle connection is no break either', async () => {
    const { server, reader } = await polling(shortPoller(), () => NOTHING);
    await answered(reader, 1);
    for (const status of ['408 Request Timeout', '404 Not Found']) {
      await server.shut(answerOf(status, ['Connection: close']));
      await pass(1, reader);
    }
    expect(timesOf(server)).toEqual([0, 2000, 4000]);
    expect(reader.states).toEqual([{ kind: 'open' }]);
  });

  test.each([
    ['the server closes', { endsWhenAsked: true }],
    ['the server leaves open', { endsWhenAsked: false }],
  ])('`Connection: close` is no break: a connection that %s', async (_, options) => {
    const { server, reader } = await polling(shortPoller(), () => CLOSING, options);
    await answered(reader, 1);
    await pass(3, reader);
    expect(timesOf(server)).toEqual([0, 2000, 4000, 6000]);
    expect(connectionsOf(server)).toEqual([0, 1, 2, 3]);
    expect(reader.states).toEqual([{ kind: 'open' }]);
  });

  test('an answer of HTTP/1.0 ends with its connection', async () => {
    const body = '{"notifications":[],"cursor":"q7x2mk-0"}';
    const script: Script = (_, socket) => {
      socket.end(`HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n${body}`);
      return undefined;
    };
    const { server, reader } = await polling(shortPoller(), script);
    await answered(reader, 1);
    await pass(2, reader);
    expect(timesOf(server)).toEqual([0, 2000, 4000]);
    expect(reader.states).toEqual([{ kind: 'open' }]);
  });

  test('without keep-alive the polls are at the same times', async () => {
    const script: Script = (_, socket) => {
      socket.end(NOTHING);
      return undefined;
    };
    const { server, reader } = await polling(shortPoller({ keepAlive: false, phaseMs: () => 700 }), script);
    await answered(reader, 1);
    vi.advanceTimersByTime(700);
    await answered(reader, 2);
    await pass(2, reader);
    expect(timesOf(server)).toEqual([0, 700, 2700, 4700]);
    expect(connectionsOf(server)).toEqual([0, 1, 2, 3]);
    expect(reader.states).toEqual([{ kind: 'open' }]);
  });

  test('a server that is away for three intervals misses three polls, and no more', async () => {
    const { server, reader } = await polling(shortPoller(), () => NOTHING);
    await answered(reader, 1);
    await server.stop();
    for (let failed = 1; failed <= 3; failed++) {
      vi.advanceTimersByTime(INTERVAL_MS);
      await waited(reader, failed);
    }
    await server.start();
    await pass(2, reader);
    expect(timesOf(server)).toEqual([0, 8000, 10_000]);
    expect(server.acceptedAtMs).toEqual([0, 8000]);
    const away = { kind: 'waiting', reason: expect.stringContaining('ECONNREFUSED'), retryMs: INTERVAL_MS };
    expect(reader.states).toEqual([{ kind: 'open' }, away, away, away, { kind: 'open' }]);
  });

  test.each<[string, (socket: Socket) => void]>([
    ['an end', socket => void socket.end()],
    ['a reset', socket => void socket.resetAndDestroy()],
  ])('a poll that crosses %s of its idle connection is made again at once', async (_, shut) => {
    const script: Script = ({ place }, socket) => {
      if (place === 0) return NOTHING;
      shut(socket);
      return undefined;
    };
    const { server, reader } = await polling(shortPoller(), script);
    await answered(reader, 1);
    await pass(2, reader);
    expect(timesOf(server)).toEqual([0, 2000, 2000, 4000, 4000]);
    expect(connectionsOf(server)).toEqual([0, 0, 1, 1, 2]);
    expect(reader.states).toEqual([{ kind: 'open' }]);
  });

  test.each<[string, Script]>([
    ['that no connection answers', (_, socket) => void socket.end()],
    ['that is answered in part', (_, socket) => void socket.end('HTTP/1.1 204 No')],
  ])('a poll %s is a break, and the next one comes at its time', async (_, fails) => {
    const script: Script = (request, socket) =>
      request.atMs === INTERVAL_MS ? fails(request, socket) : NOTHING;
    const { server, reader } = await polling(shortPoller(), script);
    await answered(reader, 1);
    vi.advanceTimersByTime(INTERVAL_MS);
    await waited(reader, 1);
    await pass(2, reader);
    expect([...new Set(timesOf(server))]).toEqual([0, 2000, 4000, 6000]);
    expect(reader.states).toEqual([
      { kind: 'open' },
      { kind: 'waiting', reason: 'the server closed the connection', retryMs: INTERVAL_MS },
      { kind: 'open' },
    ]);
  });

  test('`Retry-After` leaves out polls, and keeps the schedule', async () => {
    const busy = answerOf('503 Service Unavailable', ['Retry-After: 3']);
    const { server, reader } = await polling(shortPoller(), ({ atMs }) => (atMs === 0 ? busy : NOTHING));
    await waited(reader, 1);
    expect(reader.states).toMatchObject([{ kind: 'waiting', retryMs: 4000 }]);
    vi.advanceTimersByTime(4000);
    await answered(reader, 1);
    await pass(1, reader);
    expect(timesOf(server)).toEqual([0, 4000, 6000]);
  });

  test('with a pause, it counts from each answer or failure', async () => {
    const script: Script = ({ connection }) => (connection === 1 ? CLOSING : NOTHING);
    const { server, reader } = await polling(shortPoller({ pacing: 'pause', phaseMs: () => 700 }), script);
    await answered(reader, 1);
    vi.advanceTimersByTime(700);
    await answered(reader, 2);
    await server.stop();
    vi.advanceTimersByTime(INTERVAL_MS);
    await waited(reader, 1);
    await server.start();
    await pass(3, reader);
    expect(timesOf(server)).toEqual([0, 700, 4700, 6700, 8700]);
    expect(connectionsOf(server)).toEqual([0, 0, 1, 2, 2]);
  });

  test('the entity tag outlives the connection, but is none of an answer that broke', async () => {
    const body = '{"notifications":[],"cursor":"q7x2mk-0"}';
    const tagged = (tag: string) =>
      answerOf('200 OK', ['Content-Type: application/json', `ETag: "${tag}"`, 'Connection: close'], body);
    const script: Script = ({ connection }, socket) => {
      if (connection === 1) socket.end(tagged('b').slice(0, -1));
      return connection === 1 ? undefined : tagged('a');
    };
    const { server, reader } = await polling(shortPoller({ latest: 5, etag: true }), script);
    await answered(reader, 1);
    vi.advanceTimersByTime(INTERVAL_MS);
    await waited(reader, 1);
    await pass(1, reader);
    expect(server.requests.map(({ text }) => /If-None-Match: (.*)\r/.exec(text)?.[1])).toEqual([
      undefined,
      '"a"',
      '"a"',
    ]);
  });
});

describe('long polling', () => {
  test('polls again at once on a new connection after `Connection: close`', async () => {
    const { server, reader } = await polling(longPoller, ({ connection }) =>
      connection < 5 ? CLOSING : undefined,
    );
    await server.untilRequests(6);
    // The clock did not move: no pause was waited for.
    expect(timesOf(server)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(connectionsOf(server)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(reader.states).toEqual([{ kind: 'open' }]);
  });

  test('waits a second for a server that announces the end and does not end', async () => {
    const { server, reader } = await polling(
      longPoller,
      ({ connection }) => (connection === 0 ? CLOSING : undefined),
      { endsWhenAsked: false },
    );
    await answered(reader, 1);
    vi.advanceTimersByTime(1000);
    await server.untilRequests(2);
    expect(connectionsOf(server)).toEqual([0, 1]);
    expect(reader.states).toEqual([{ kind: 'open' }]);
  });

  test('backs off when a poll breaks, and when a server cannot be reached', async () => {
    const { server, reader } = await polling(longPoller, ({ place }) => (place === 0 ? NOTHING : undefined));
    await server.untilRequests(2);
    await server.stop();
    for (const [failed, mostMs] of [100, 200, 400].entries()) {
      await waited(reader, failed + 1);
      const { retryMs } = reader.states.at(-1) as { retryMs: number };
      expect(retryMs).toBeGreaterThanOrEqual(mostMs / 2);
      expect(retryMs).toBeLessThanOrEqual(mostMs);
      if (mostMs === 400) await server.start();
      vi.advanceTimersByTime(mostMs);
    }
    await server.untilRequests(3);
  });
});
