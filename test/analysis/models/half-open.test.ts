import { expect, test } from 'vitest';
import { clientNotices, serverNotices } from '../../../analysis/models/half-open.ts';
import type { Load } from '../../../scenarios/load/load.ts';

const load = (transports: Load['transports'], over: Partial<Load> = {}): Load => ({
  audience: { kind: 'shared', topic: 't' },
  subscribers: 10,
  arrivals: { kind: 'periodic', ratePerSecond: 4 },
  payloadBytes: 60,
  path: { rttMs: 80 },
  fault: { kind: 'address', atSeconds: 1 },
  transports,
  ...over,
});
const told = (toldAfterSeconds: number): Partial<Load> => ({
  fault: { kind: 'address', atSeconds: 1, toldAfterSeconds },
});

test('a stream is given up after two heartbeats and 5 s, and up to a sixteenth more', () => {
  const streams = load({ sse: { heartbeatSeconds: 5 }, websocket: {} });
  expect(clientNotices(streams, 'sse')).toEqual({ fromMs: 14_750, toMs: 15_937.5 });
  expect(clientNotices(streams, 'websocket')).toEqual({ fromMs: 34_750, toMs: 37_187.5 });
});

test('a poll is given up after 35 s without an answer, and after its wait', () => {
  const polls = load({ 'short-polling': { intervalMs: 1000 }, 'long-polling': { waitSeconds: 25 } });
  expect(clientNotices(polls, 'short-polling')).toEqual({ fromMs: 34_920, toMs: 38_187.5 });
  expect(clientNotices(polls, 'long-polling')).toEqual({ fromMs: 59_750, toMs: 63_750 });
});

test('without heartbeats a client notices when its system tells it, or never', () => {
  const quiet = { sse: { heartbeatSeconds: 0 } };
  expect(clientNotices(load(quiet, told(10)), 'sse')).toEqual({ fromMs: 10_000, toMs: 10_000 });
  expect(clientNotices(load(quiet), 'sse')).toBeNull();
  // What comes first counts.
  const often = { sse: { heartbeatSeconds: 1 } };
  expect(clientNotices(load(often, told(10)), 'sse')?.toMs).toBe(7437.5);
});

test('the server notices a WebSocket by its pongs, and an event stream by a full buffer', () => {
  const heartbeat = { heartbeatSeconds: 5 };
  const streams = load({ sse: heartbeat, websocket: heartbeat, 'long-polling': { waitSeconds: 25 } });
  expect(serverNotices(streams, 'websocket')).toEqual({ fromMs: 14_920, toMs: 20_000 });
  // Four such events a second fill 42 to 87 KB.
  const stamp = '1234567890123456';
  const head = `{"seq":100,"topic":"t","scheduledAt":${stamp},"publishedAt":${stamp},"payload":`;
  const event = `id: q7x2mk-100\ndata: ${head}${' '.repeat(60)}}\n\n`;
  const chunk = `${event.length.toString(16)}\r\n${event}\r\n`;
  const quiet = serverNotices(streams, 'sse');
  expect(quiet?.fromMs).toBeCloseTo((1000 * 42_000) / (4 * chunk.length) + 10_000, 6);
  expect(quiet?.toMs).toBeCloseTo((1000 * 87_000) / (4 * chunk.length) + 15_000, 6);
  expect(serverNotices(streams, 'long-polling')).toBeNull();
  const silent = { heartbeatSeconds: 0 };
  expect(serverNotices(load({ sse: silent, websocket: silent }), 'websocket')).toBeNull();
  expect(serverNotices(load({ sse: silent, websocket: silent }), 'sse')).toBeNull();
});

test('no model says when the limit of unread bytes or TCP ends a stream, or one over other layers', () => {
  const sse = (over: Partial<Load>) => serverNotices(load({ sse: { heartbeatSeconds: 5 } }, over), 'sse');
  const at = (ratePerSecond: number) => sse({ arrivals: { kind: 'periodic', ratePerSecond } });
  expect(at(1)).not.toBeNull();
  expect(at(0.1)).toBeNull();
  expect(at(1000)).toBeNull();
  expect(sse({ connection: { tls: 'full' } })).toBeNull();
});

test('of missing pongs and a full buffer, what comes first counts', () => {
  const heartbeat = { heartbeatSeconds: 5 };
  const busy: Partial<Load> = { arrivals: { kind: 'periodic', ratePerSecond: 50 }, payloadBytes: 1000 };
  const streams = load({ sse: heartbeat, websocket: heartbeat }, busy);
  const byBuffer = serverNotices(streams, 'websocket');
  expect(byBuffer?.fromMs).toBeGreaterThan(10_000);
  expect(byBuffer?.toMs).toBeLessThan(17_000);
});

test('no model says when a reference, an irregular stream or another fault is noticed', () => {
  const floor = load({ 'tcp-floor': {} });
  expect(clientNotices(floor, 'tcp-floor')).toBeNull();
  const irregular = load({ sse: {} }, { arrivals: { kind: 'poisson', ratePerSecond: 4 } });
  expect(clientNotices(irregular, 'sse')).toBeNull();
  expect(serverNotices(irregular, 'sse')).toBeNull();
  const cut = load({ sse: {} }, { fault: { kind: 'cut', atSeconds: 1, forSeconds: 2 } });
  expect(clientNotices(cut, 'sse')).toBeNull();
  expect(serverNotices(cut, 'websocket')).toBeNull();
});
