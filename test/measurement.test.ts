import { expect, test } from 'vitest';
import { createLatencyRecorder } from '../bench/latency.ts';
import { measurement, type Reports } from '../bench/measurement.ts';
import type { ProcessLoad } from '../bench/process-meter.ts';
import type { SubscribersReport } from '../clients/measured-subscribers.ts';

const recordOf = (...micros: number[]) => {
  const recorder = createLatencyRecorder();
  for (const one of micros) recorder.add(one);
  return recorder.record();
};

const load = (user: number, system: number): ProcessLoad => ({
  windowMs: 1500,
  edgeLatenessMs: 1,
  cpuMicros: { user, system },
  cpuPercent: (100 * (user + system)) / 1.5e6,
  eventLoop: { utilization: 0.1, delayP99Ms: 2 },
  gcMs: 3,
  contextSwitches: { voluntary: 4, involuntary: 5 },
  memory: { rssBytes: 90, heapUsedBytes: 60, externalBytes: 7 },
  series: { cpuPercent: [10, 20], rssBytes: [80, 90] },
});

const worker = (over: Partial<SubscribersReport> = {}): SubscribersReport => ({
  tally: {
    expected: 10,
    received: 9,
    missing: 1,
    duplicate: 2,
    reordered: 3,
    outsideWindow: { missing: 4, duplicate: 5, reordered: 6 },
  },
  fromSchedule: recordOf(1000, 3000),
  fromPublish: recordOf(500, 1500),
  negative: 0,
  responses: { withNews: 4, empty: 2, notifications: 8 },
  reconnects: 1,
  load: load(60, 20),
  memoryBytes: { beforeConnect: 1000, connected: 5000 },
  series: { deliveries: [1, 1], sumMicros: [1000, 3000], maxMicros: [1000, 3000] },
  ...over,
});

const reports = (workers: SubscribersReport[]): Reports => ({
  server: {
    ...load(300, 100),
    rssBytesBeforeConnect: 50,
    requests: 20,
    connections: { opened: 1, open: 2, closed: 3, droppedSlow: 0 },
    application: { downBytes: 3000, upBytes: 1000 },
  },
  workers,
  publishLag: recordOf(100),
  payloadBytes: 1234,
  subscribers: 4,
});

test('sums the workers, merges their histograms, and divides by what arrived in the window', () => {
  const figures = measurement(reports([worker(), worker({ fromSchedule: recordOf(5000, 7000) })]));
  expect(figures.deliveries).toEqual({
    expected: 20,
    received: 18,
    arrived: 16,
    missing: 2,
    duplicate: 4,
    reordered: 6,
    batchMean: 2,
    emptyResponses: 4,
    outsideWindow: { missing: 8, duplicate: 10, reordered: 12 },
  });
  expect(figures.latencyMs?.fromSchedule).toMatchObject({ count: 4, mean: 4, min: 1, max: 7 });
  expect(figures.latencyMs?.fromPublish).toMatchObject({ count: 4, mean: 1 });
  expect(figures.server).toMatchObject({ cpuMicrosPerDelivery: 400 / 16, requests: 20, rssBytes: 90 });
  expect(figures.bandwidth).toEqual({
    payloadBytes: 1234,
    application: { downBytes: 3000, upBytes: 1000 },
    wire: null,
    bytesPerDelivery: 4000 / 16,
  });
  expect(figures.generator).toMatchObject({
    cpuMicrosPerDelivery: 160 / 16,
    memoryBytesPerSubscriber: 2000,
    publishLagP99Ms: 0.1,
    reconnects: 2,
    eventLoopDelayP99Ms: 2,
  });
  expect(figures.series).toEqual({
    second: [0, 1],
    deliveries: [2, 2],
    latencyMeanMs: [1, 3],
    latencyMaxMs: [1, 3],
    serverCpuPercent: [10, 20],
    serverRssBytes: [80, 90],
  });
});

test('has no figure a delivery where nothing arrived, and no latency where nobody looked', () => {
  const idle = worker({
    responses: { withNews: 0, empty: 0, notifications: 0 },
    fromSchedule: null,
    fromPublish: null,
  });
  const figures = measurement(reports([idle]));
  expect(figures.latencyMs).toBeNull();
  expect(figures.deliveries.batchMean).toBe(0);
  expect([figures.server.cpuMicrosPerDelivery, figures.bandwidth.bytesPerDelivery]).toEqual([null, null]);
});

test('a latency below zero is an error, not a figure', () => {
  expect(() => measurement(reports([worker({ negative: 1 })]))).toThrow(/1 latencies below zero/);
});
