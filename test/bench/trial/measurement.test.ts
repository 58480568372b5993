import { expect, test } from 'vitest';
import { createLatencyRecorder } from '../../../bench/meters/latency-recorder.ts';
import type { ProcessLoad } from '../../../bench/meters/process-meter.ts';
import type { UsersReport } from '../../../bench/processes/reports.ts';
import { measurement } from '../../../bench/trial/measurement.ts';
import type { Reports } from '../../../bench/trial/reports.ts';
import type { PathFigures } from '../../../results/format/path.ts';

const recordOf = (...micros: number[]) => {
  const recorder = createLatencyRecorder();
  for (const one of micros) recorder.add(one);
  return recorder.record();
};

const load = (user: number, system: number): ProcessLoad => ({
  windowMs: 1500,
  counterReadDelayMs: 1,
  cpuMicros: { user, system },
  cpuPercent: (100 * (user + system)) / 1.5e6,
  contextSwitches: { voluntary: 4, involuntary: 5 },
  rssBytes: 90,
  runtime: {
    eventLoop: { utilization: 0.1, delayP99Ms: 2 },
    gcMs: 3,
    heapUsedBytes: 60,
    externalBytes: 7,
  },
  series: { cpuPercent: [10, 20], rssBytes: [80, 90] },
});

const latency = (over: Partial<NonNullable<UsersReport['latency']>> = {}) => ({
  fromScheduleThirds: [recordOf(1000), recordOf(), recordOf(3000)],
  fromPublish: recordOf(500, 1500),
  phases: null,
  negative: 0,
  series: { deliveries: [1, 1], sumMicros: [1000, 3000], maxMicros: [1000, 3000] },
  ...over,
});

const worker = (over: Partial<UsersReport> = {}): UsersReport => ({
  tally: {
    expected: 10,
    received: 9,
    missing: 1,
    duplicate: 2,
    reordered: 3,
    outsideWindow: { missing: 4, duplicate: 5, reordered: 6 },
  },
  latency: latency(),
  responses: { withUpdates: 4, empty: 2, notifications: 8 },
  reconnects: 1,
  load: load(60, 20),
  retransmittedSegments: null,
  droppedPackets: null,
  memoryBytes: { beforeConnect: 1000, connected: 5000 },
  senders: null,
  recovery: null,
  visits: null,
  stalledReaders: 0,
  ...over,
});

const reports = (workers: UsersReport[]): Reports => ({
  server: {
    ...load(300, 100),
    cpuMicrosBefore: 0,
    rssBytesBeforeConnect: 50,
    heapUsedBytesBeforeConnect: 40,
    kernelSocketBytes: { beforeConnect: 10, atEnd: 30 },
    openFiles: 20,
    tls: null,
    wire: null,
    retransmittedSegments: null,
    droppedPackets: null,
    requests: 20,
    connections: { opened: 1, open: 2, closed: 3, droppedSlow: 0 },
    openedByTenth: [1],
    droppedSlowAtMs: [],
    watched: null,
    application: { downBytes: 3000, upBytes: 1000 },
  },
  workers,
  publisher: { lag: recordOf(100), sent: 9, cpuMicros: 15_000 },
  machine: null,
  pinned: true,
  expectation: { payloadBytes: 1234, scheduled: 10 },
  subscribers: 4,
  window: { fromMicros: 0, toMicros: 1_500_000 },
  fault: null,
  proxy: null,
  broker: null,
  path: null,
});

test('sums the workers, merges their histograms, and divides by what arrived in the window', () => {
  const figures = measurement(
    reports([
      worker(),
      worker({ latency: latency({ fromScheduleThirds: [recordOf(5000), recordOf(), recordOf(7000)] }) }),
    ]),
  );
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
  expect(figures.server).toMatchObject({
    cpuMicrosPerDelivery: 400 / 16,
    // 400 µs for 4 subscribers in 1.5 s.
    cpuMicrosPerSubscriberSecond: 400 / 4 / 1.5,
    requests: 20,
    rssBytes: 90,
  });
  expect(figures.bandwidth).toEqual({
    payloadBytes: 1234,
    application: { downBytes: 3000, upBytes: 1000 },
    wire: null,
    bytesPerDelivery: 4000 / 16,
    wireBytesPerDelivery: null,
    ledger: null,
  });
  expect(figures.generator).toMatchObject({
    cpuMicrosPerDelivery: 160 / 16,
    memoryBytesPerSubscriber: 2000,
    publishLagP90Ms: 0.1,
    publishLagP99Ms: 0.1,
    publishedInWindow: 9,
    scheduledInWindow: 10,
    publisherCpuPercent: 1,
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
    connectionsOpened: [1, 0],
  });
});

test('has no figure a delivery where nothing arrived, and no latency where nobody looked', () => {
  const idle = worker({
    responses: { withUpdates: 0, empty: 0, notifications: 0 },
    latency: null,
  });
  const figures = measurement(reports([idle]));
  expect(figures.latencyMs).toBeNull();
  expect(figures.deliveries.batchMean).toBe(0);
  expect([figures.server.cpuMicrosPerDelivery, figures.bandwidth.bytesPerDelivery]).toEqual([null, null]);
});

test('a latency below zero is an error, not a figure', () => {
  expect(() => measurement(reports([worker({ latency: latency({ negative: 1 }) })]))).toThrow(
    /1 latencies below zero/,
  );
});

test('explains the wire by packets and headers, and takes the segments sent again from either end', () => {
  const given = reports([worker({ retransmittedSegments: 2 }), worker({ retransmittedSegments: 3 })]);
  given.server.wire = {
    downBytes: 3000 + 10 * 66 + 8,
    upBytes: 1000 + 5 * 66 + 8,
    downPackets: 10,
    upPackets: 5,
  };
  given.server.retransmittedSegments = 1;
  const { bandwidth } = measurement(given);
  expect(bandwidth.wireBytesPerDelivery).toBe((4000 + 15 * 66 + 16) / 16);
  expect(bandwidth.ledger).toEqual({
    // Fifteen segments, and the options of one handshake.
    headerBytes: 15 * 66 + 16,
    remainderBytes: 0,
    remainderPercent: 0,
    // The workers share one network, and so one count.
    retransmittedSegments: 4,
  });
});

test('packets that an end dropped are those of both ends, where both report them', () => {
  const path = { figures: {} as PathFigures, window: { fromMicros: 0, toMicros: 1 }, cpuMicros: 0 };
  const given = { ...reports([worker({ droppedPackets: 2 }), worker({ droppedPackets: 3 })]), path };
  given.server.droppedPackets = 1;
  // The workers share one network, and so one count.
  expect(measurement(given).path?.droppedAtEnds).toBe(4);
  given.server.droppedPackets = null;
  expect(measurement(given).path?.droppedAtEnds).toBeNull();
  expect(measurement({ ...reports([worker()]), path }).path?.droppedAtEnds).toBeNull();
});

test('compares the first third of the window with the last, where both have deliveries enough', () => {
  const many = (micros: number) => recordOf(...Array.from({ length: 6 }, () => micros));
  const third = worker({ latency: latency({ fromScheduleThirds: [many(1000), recordOf(), many(1500)] }) });
  expect(measurement(reports([third])).steadiness).toBeNull();
  const { steadiness } = measurement(reports([third, third]));
  expect(steadiness?.driftPercent).toBeCloseTo(50, 0);
});

test('CPU time that the lab did not use is that of other processes; unpinned, neither side counts as another', () => {
  const machine = {
    stealPercent: 3,
    throttledPercent: 2,
    busyMs: { server: 500, clients: 700 },
    capacityMs: { server: 1000, clients: 1000 },
    ownCpuMicros: 5000,
  };
  // The server used 0.4 ms, the workers 0.16 ms, publisher and bench 20 ms.
  const pinned = measurement({ ...reports([worker(), worker()]), machine });
  expect(pinned.machine).toMatchObject({ stealPercent: 3, throttledPercent: 2 });
  expect(pinned.machine?.otherCpuPercent.server).toBeCloseTo(49.96, 5);
  expect(pinned.machine?.otherCpuPercent.clients).toBeCloseTo(67.984, 5);
  const shared = measurement({ ...reports([worker(), worker()]), machine, pinned: false });
  expect(shared.machine?.otherCpuPercent.server).toBeCloseTo(50 - 2.056, 5);
});

test('of a process that is not Node’s its event loop, heap and garbage collection are left out', () => {
  const native: ProcessLoad = { ...load(60, 20), runtime: null };
  const { server, ...others } = reports([worker({ load: native }), worker({ load: native })]);
  const figures = measurement({
    ...others,
    server: { ...server, ...native, heapUsedBytesBeforeConnect: null },
  });
  expect(figures.server.runtime).toBeNull();
  expect(figures.server.rssBytes).toBe(90);
  expect(figures.generator.eventLoopDelayP99Ms).toBeNull();
  const mixed = measurement(reports([worker({ load: native }), worker()]));
  expect(mixed.generator.eventLoopDelayP99Ms).toBe(2);
});
