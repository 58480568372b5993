import { expect, test } from 'vitest';
import type { ServerLoad } from '../../../bench/processes/reports.ts';
import { joinedServerLoads } from '../../../bench/trial/server-loads.ts';

const runtime = (utilization: number, delayP99Ms: number) => ({
  eventLoop: { utilization, delayP99Ms },
  gcMs: 3,
  heapUsedBytes: 60,
  externalBytes: 7,
});

const load = (over: Partial<ServerLoad>): ServerLoad => ({
  windowMs: 1000,
  counterReadDelayMs: 1,
  cpuMicros: { user: 100_000, system: 50_000 },
  cpuPercent: 15,
  contextSwitches: { voluntary: 4, involuntary: 5 },
  rssBytes: 90,
  runtime: runtime(0.1, 2),
  series: { cpuPercent: [15], rssBytes: [90] },
  rssBytesBeforeConnect: 50,
  heapUsedBytesBeforeConnect: 40,
  kernelSocketBytes: null,
  openFiles: 20,
  requests: 10,
  connections: { opened: 1, open: 8, closed: 2, droppedSlow: 0 },
  cpuMicrosBefore: 400_000,
  openedByTenth: [1],
  droppedSlowAtMs: [],
  watched: null,
  application: { downBytes: 3000, upBytes: 1000 },
  tls: null,
  wire: { downBytes: 4000, upBytes: 2000, downPackets: 10, upPackets: 5 },
  retransmittedSegments: 0,
  droppedPackets: 0,
  ...over,
});

test('what two servers spent is added, what the second holds is kept', () => {
  const second = load({
    windowMs: 3000,
    cpuMicros: { user: 200_000, system: 50_000 },
    rssBytes: 70,
    runtime: { ...runtime(0.5, 1), heapUsedBytes: 30 },
    series: { cpuPercent: [20, 1, 4], rssBytes: [60, 65, 70] },
    openedByTenth: [8],
    connections: { opened: 8, open: 8, closed: 0, droppedSlow: 0 },
  });
  const joined = joinedServerLoads(load({}), second, 3000);
  expect(joined).toMatchObject({
    windowMs: 4000,
    cpuMicros: { user: 300_000, system: 100_000 },
    cpuPercent: 10,
    rssBytes: 70,
    runtime: { eventLoop: { utilization: 0.4, delayP99Ms: 2 }, gcMs: 6, heapUsedBytes: 30 },
    requests: 20,
    // The kill closed what was open.
    connections: { opened: 9, open: 8, closed: 10 },
    application: { downBytes: 6000, upBytes: 2000 },
    wire: { downBytes: 8000, downPackets: 20 },
    // Nothing in the two seconds between them.
    series: { cpuPercent: [15, 0, 0, 20, 1, 4], rssBytes: [90, 0, 0, 60, 65, 70] },
  });
  expect(joined.openedByTenth[0]).toBe(1);
  expect(joined.openedByTenth[30]).toBe(8);
});

test('what TLS added to both is added', () => {
  const tls = { downBytes: 220, upBytes: 44, fullHandshakes: 1, resumedHandshakes: 2, agreed: ['a'] };
  const other = { ...tls, agreed: ['a', 'b'] };
  expect(joinedServerLoads(load({ tls }), load({ tls: other }), 1000).tls).toEqual({
    downBytes: 440,
    upBytes: 88,
    fullHandshakes: 2,
    resumedHandshakes: 4,
    agreed: ['a', 'b'],
  });
  expect(joinedServerLoads(load({}), load({}), 1000).tls).toBeNull();
});

test('without counters of the wire on either side there are none', () => {
  const joined = joinedServerLoads(load({ wire: null, retransmittedSegments: null }), load({}), 1000);
  expect([joined.wire, joined.retransmittedSegments]).toEqual([null, null]);
});

test('a server that is no Node process has no event loop, before or after', () => {
  expect(joinedServerLoads(load({ runtime: null }), load({}), 1000).runtime).toBeNull();
  expect(joinedServerLoads(load({}), load({ runtime: null }), 1000).runtime).toBeNull();
});
