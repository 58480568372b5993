import { describe, expect, test } from 'vitest';
import { renderLoad } from '../../../report/point/load.ts';
import { scenarios } from '../../../scenarios/catalogue.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import { resultTable } from '../../../scripts/terminal/result-table.ts';
import { reportText, textOf } from '../../harness/report-text.ts';
import { HOSTILE, madeRun, madeScenario, pointTrials } from '../../made/run.ts';

/** The words for the usual load with some of it changed. */
function words(over: Partial<Load>, search: Parameters<typeof renderLoad>[0]['search'] = null): string {
  const scenario = { ...madeScenario('s', 3), search };
  const [point] = scenario.points;
  if (!point) throw new Error('a made-up scenario has a point');
  return textOf(renderLoad(scenario, { ...point, load: { ...point.load, ...over } }, false).text);
}

describe('the load in words', () => {
  test.each<[Partial<Load>, RegExp]>([
    [{ senders: { upstream: 'own' } }, /as a frame over WebSocket, by POST on the other transports/],
    [{ senders: { upstream: 'post' } }, /by POST on all transports/],
    [
      { visits: { connection: 'cold', closing: 'cut', backlog: 10 } },
      /Audience visitors to the topic prices Visits .*each opens a new connection, fetches the 10 notifications it has missed, then resets/,
    ],
    [
      { visits: { connection: 'kept-alive', closing: 'handshake', backlog: 1 } },
      /that is already open, fetches the 1 notification .* closes with a handshake/,
    ],
    [
      { fault: { kind: 'restart', atSeconds: 1, forSeconds: 2 } },
      /1 s into the window the server is killed and started again 2 s later/,
    ],
    [{ fault: { kind: 'cut', atSeconds: 1, forSeconds: 5 } }, /all cables are cut for 5 s/],
    [
      { fault: { kind: 'disconnect', atSeconds: 3 } },
      /3 s into the window the server resets every connection/,
    ],
    [
      { fault: { kind: 'address', atSeconds: 1 } },
      /1 s into the window the clients get another address, and neither side is told/,
    ],
    [
      { fault: { kind: 'address', atSeconds: 1, toldAfterSeconds: 10 } },
      /neither side is told; 10 s later the clients’ own system tells them, and they replace their connections/,
    ],
    [{ path: { rttMs: 80, lossPercent: 0.5 } }, /Path 80 ms round trip, 0\.5% loss each way Trial/],
    [{ path: { rttMs: 80, lossPercent: 1 } }, /Path 80 ms round trip, 1% loss each way; the preset lossy/],
    [{ stalledShare: 0.02 }, /2% of the subscribers stop reading/],
    [{ requestHeaders: 'browser' }, /as many as a browser sends, including a cookie/],
    [{ requestHeaders: 'token' }, /also a token of 128 characters/],
    [{ payload: 'numbers' }, /100\sB of JSON each, made of numbers/],
    [
      { backoff: 'fixed', transports: { sse: {} } },
      /Reconnecting after a fixed pause, the same for all clients Trial/,
    ],
    [
      { backoff: 'jittered', transports: { 'short-polling': { intervalMs: 1000 }, sse: {} } },
      /after a random pause that grows with each attempt; short polling makes no pause, it reconnects with its next poll/,
    ],
    [{ feedCapacity: 1000 }, /Server holds 1,000 notifications of each topic/],
    [
      { arrivals: { kind: 'trace', file: '/home/me/data/my.ndjson', speed: 10_080 } },
      /replayed from my\.ndjson at 10,080 times its speed: 1 s is 2\.8 h of the trace/,
    ],
    [
      { arrivals: { kind: 'trace', file: 'my.ndjson', speed: 2, sha256: '0123456789abcdef'.repeat(4) } },
      /replayed from my\.ndjson \(SHA-256 0123456789ab…\) at 2 times its speed: 1 s is 2 s of the trace/,
    ],
    [{ overload: true }, /Overload allowed/],
    [{ heldOut: true }, /Cost model held out/],
    [{ audience: { kind: 'rooms', prefix: 'room-', size: 5 } }, /10 subscribers in rooms of 5 \(room-…\)/],
    [
      { transports: { 'short-polling': { intervalMs: 1000, pacing: 'pause' } } },
      /polls again 1,000 ms after each response/,
    ],
    [
      { transports: { 'short-polling': { intervalMs: 1000, phases: 'together' } } },
      /all clients at the same moment/,
    ],
    [
      { transports: { 'short-polling': { intervalMs: 500, latest: 20, etag: true, keepAlive: false } } },
      /every 500 ms, fetches the latest 20 as a whole, without a cursor, with an entity tag \(.*\), on a new connection each time/,
    ],
    [
      { transports: { 'long-polling': { waitSeconds: 25, spreadFirstWait: true } } },
      /up to 25 s, first waits are spread/,
    ],
    [{ transports: { websocket: { encoding: 'msgpack' } } }, /WebSocket MessagePack in binary frames/],
  ])('%j', (over, expected) => expect(words(over)).toMatch(expected));

  test('silence has no payload, a cable no path, and a search its bounds', () => {
    expect(words({ arrivals: { kind: 'none' } })).not.toContain('Payload');
    expect(words({})).not.toContain('Path');
    expect(words({}, { objectiveP99Ms: 1000, maxSubscribers: 18_000, halvings: 3 })).toMatch(
      /Audience starting with 10 subscribers.* up to 18,000 subscribers, then the gap is halved 3 times; p99 latency must stay within 1,000 ms/,
    );
  });

  test('of every scenario reads without a hole, and hostile texts stay texts', () => {
    for (const { points, search = null } of scenarios)
      for (const { load } of points) expect(words(load, search)).not.toMatch(/undefined|null|NaN|\[object/);
    const evil = HOSTILE.join(' ');
    expect(words({ audience: { kind: 'rooms', prefix: evil, size: 5 } })).not.toMatch(/<(script|img)/);
  });
});

test('a point with blocks of its own says so, on its page, in the method and on the terminal', () => {
  const scenario = madeScenario('starts', 8, ['cold', 'cut']);
  const [, cut] = scenario.points;
  if (cut) Object.assign(cut, { blocks: 3, windowSeconds: 6 });
  const run = madeRun([scenario], [...pointTrials('starts', 'p0', 8), ...pointTrials('starts', 'p1', 3)]);
  const text = reportText(run);
  expect(text).toMatch(/8 blocks: in each.*3 blocks: in each/);
  expect(text).toMatch(/The starts: 3 to 8 blocks, window 4 to 6 s/);
  const table = resultTable(run);
  expect(table).toMatch(/cold \(8 blocks, window 4 s\)/);
  expect(table).toMatch(/cut \(3 blocks, window 6 s\)/);
});
