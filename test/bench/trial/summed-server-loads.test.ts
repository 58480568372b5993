import { expect, test } from 'vitest';
import type { ServerLoad } from '../../../bench/processes/reports.ts';
import { summedServerLoads } from '../../../bench/trial/summed-server-loads.ts';

const load = (times: number, over: Partial<ServerLoad> = {}): ServerLoad => ({
  windowMs: 1000,
  counterReadDelayMs: times,
  cpuMicros: { user: 10 * times, system: 5 * times },
  cpuPercent: 2 * times,
  contextSwitches: { voluntary: times, involuntary: times },
  rssBytes: 100 * times,
  runtime: {
    eventLoop: { utilization: 0.1 * times, delayP99Ms: times },
    gcMs: times,
    heapUsedBytes: 50 * times,
    externalBytes: times,
  },
  series: { cpuPercent: [times, times], rssBytes: [100 * times] },
  rssBytesBeforeConnect: 90 * times,
  heapUsedBytesBeforeConnect: 40 * times,
  kernelSocketBytes: { beforeConnect: 1, atEnd: 2 },
  openFiles: 20 * times,
  requests: 7 * times,
  connections: { opened: times, open: 3 * times, closed: times, droppedSlow: 0 },
  cpuMicrosBefore: times,
  openedByTenth: [times],
  droppedSlowAtMs: [],
  watched: null,
  application: { downBytes: 1000 * times, upBytes: 100 * times },
  tls: null,
  // One interface, which all of them count.
  wire: { downBytes: 5000, upBytes: 500, downPackets: 50, upPackets: 40 },
  retransmittedSegments: 0,
  droppedPackets: 0,
  ...over,
});

test('adds what each spent, and takes what they share once', () => {
  expect(summedServerLoads([load(1), load(2), load(3)])).toMatchObject({
    windowMs: 1000,
    counterReadDelayMs: 3,
    cpuMicros: { user: 60, system: 30 },
    cpuPercent: 12,
    rssBytes: 600,
    rssBytesBeforeConnect: 540,
    heapUsedBytesBeforeConnect: 240,
    openFiles: 120,
    requests: 42,
    connections: { opened: 6, open: 18, closed: 6, droppedSlow: 0 },
    application: { downBytes: 6000, upBytes: 600 },
    wire: { downBytes: 5000, upBytes: 500, downPackets: 50, upPackets: 40 },
    kernelSocketBytes: { beforeConnect: 1, atEnd: 2 },
    runtime: { eventLoop: { utilization: expect.closeTo(0.3), delayP99Ms: 3 }, gcMs: 6 },
    openedByTenth: [6],
    series: { cpuPercent: [6, 6], rssBytes: [600] },
  });
});

test('leaves one server as it is, and says nothing of what one of several does not report', () => {
  const one = load(1);
  expect(summedServerLoads([one])).toBe(one);
  const blind = load(2, { runtime: null, openFiles: null, heapUsedBytesBeforeConnect: null });
  expect(summedServerLoads([one, blind])).toMatchObject({
    runtime: null,
    openFiles: null,
    heapUsedBytesBeforeConnect: null,
  });
  expect(() => summedServerLoads([])).toThrow('at least one server');
});
