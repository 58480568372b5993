import hdr from 'hdr-histogram-js';
import { PACKET_HEADER_BYTES } from '../../analysis/models/network.ts';
import { judge } from '../../bench/gates/judge.ts';
import { ledgerOf } from '../../bench/trial/wire-ledger.ts';
import type { LatencySummary } from '../../results/format/latency.ts';
import type { FailedTrial, MeasuredTrial } from '../../results/format/trial.ts';
import type { Transport } from '../../scenarios/load/transport.ts';

/** What a made-up trial should have measured. */
export interface Made {
  latenciesMs: number[] | null;
  /** What latency from publish is shorter by. */
  lagMs: number;
  received: number;
  missing: number;
  cpuMicrosPerDelivery: number;
  payloadBytes: number;
  overheadDown: number;
  up: number;
  /** Both ways; null where it is not counted. Each delivery takes a packet down and one up. */
  wire: number | null;
  memoryBytes: number;
  batchMean: number;
  requests: number;
  driftPercent: number | null;
  /** Ends of the even spread that the model gives the latency, if it gives one. */
  evenFromToMs: [number, number] | null;
}

/** Which trial it is. */
export type Place = { scenario: string; point: string; transport: Transport; block: number };

/** When everything made up began. */
export const stamp = '2026-03-01T12:00:00.000Z';

/** What a trial keeps of these latencies. */
export function summarise(latenciesMs: number[]): LatencySummary {
  const histogram = hdr.build({ useWebAssembly: false, autoResize: true });
  for (const latency of latenciesMs) histogram.recordValue(Math.round(latency * 1000));
  const at = (percentile: number) => histogram.getValueAtPercentile(percentile) / 1000;
  const mean = latenciesMs.reduce((sum, one) => sum + one, 0) / latenciesMs.length;
  return {
    count: latenciesMs.length,
    mean,
    sd: Math.sqrt(latenciesMs.reduce((sum, one) => sum + (one - mean) ** 2, 0) / latenciesMs.length),
    min: Math.min(...latenciesMs),
    p50: at(50),
    p90: at(90),
    p99: at(99),
    p999: at(99.9),
    max: Math.max(...latenciesMs),
    hdr: hdr.encodeIntoCompressedBase64(histogram),
  };
}

const identity = (place: Place) => ({
  ...place,
  order: 0,
  attempt: 0,
  arm: null,
  startedAt: stamp,
  wallMs: 5000,
  warmUpMs: 1000,
  reasons: [],
});

/** `count` latencies spread evenly from `fromMs` to `toMs`. */
export function spreadMs(fromMs: number, toMs: number, count = 1000): number[] {
  return Array.from({ length: count }, (_, index) => fromMs + ((toMs - fromMs) * (index + 0.5)) / count);
}

/**
 * What the wire carries when each delivery takes a packet down and one up, and how far headers
 * explain it.
 */
function wireOf({ wire, up, payloadBytes, overheadDown, received }: Made) {
  if (wire === null) return { wire: null, ledger: null };
  const upBytes = (up + PACKET_HEADER_BYTES) * received;
  const counted = {
    downBytes: Math.max(0, wire * received - upBytes),
    upBytes,
    downPackets: received,
    upPackets: received,
  };
  const application = { downBytes: (payloadBytes + overheadDown) * received, upBytes: up * received };
  return {
    wire: counted,
    ledger: ledgerOf({ application, wire: counted, connectionsOpened: 0, retransmittedSegments: 0 }),
  };
}

/** What the models say: the mean is 2% off, the batch is as it was measured. */
function theoryOf({ latenciesMs, batchMean, evenFromToMs }: Made): MeasuredTrial['theory'] {
  const measured = latenciesMs ? latenciesMs.reduce((sum, one) => sum + one, 0) / latenciesMs.length : null;
  return {
    quantities: [
      ...(measured === null
        ? []
        : [
            {
              quantity: 'latencyMeanMs' as const,
              predicted: measured / 1.02,
              measured,
              residualPercent: 2,
            },
          ]),
      { quantity: 'batchMean', predicted: batchMean, measured: batchMean, residualPercent: 0 },
      { quantity: 'requests', predicted: 0, measured: 0, residualPercent: null },
    ],
    distribution: evenFromToMs && {
      shape: 'uniform',
      fromMs: evenFromToMs[0],
      toMs: evenFromToMs[1],
      ksDistance: 0.01,
    },
  };
}

/** A machine so slow that a publisher may be 2 ms late. */
const CONTEXT = {
  load: { arrivals: { kind: 'periodic', ratePerSecond: 25 } } as const,
  hiccups: { seconds: 3, p50Ms: 0.1, p99Ms: 1, maxMs: 5, loopDelayP99Ms: 1 },
  largestBatchPerWorker: 10,
};

/** A valid trial; what it should have measured is overridden, the rest is plausible. */
export function madeTrial(place: Place, over: Partial<Made> = {}): MeasuredTrial {
  const made: Made = {
    latenciesMs: spreadMs(1, 2),
    lagMs: 0.05,
    received: 1000,
    missing: 0,
    cpuMicrosPerDelivery: 10,
    payloadBytes: 100,
    overheadDown: 20,
    up: 0,
    wire: null,
    memoryBytes: 20_000,
    batchMean: 1,
    requests: 10,
    driftPercent: 2,
    evenFromToMs: null,
    ...over,
  };
  const { received, latenciesMs } = made;
  const cpu = made.cpuMicrosPerDelivery * received;
  const before = 60_000_000;
  const figures = {
    windowMs: 4000,
    deliveries: {
      expected: received + made.missing,
      received,
      arrived: received,
      missing: made.missing,
      duplicate: 0,
      reordered: 0,
      batchMean: made.batchMean,
      emptyResponses: 0,
      outsideWindow: { missing: 0, duplicate: 0, reordered: 0 },
    },
    latencyMs: latenciesMs && {
      fromSchedule: summarise(latenciesMs),
      fromPublish: summarise(latenciesMs.map(latency => Math.max(latency - made.lagMs, 0.001))),
    },
    server: {
      cpuMicros: { user: cpu * 0.6, system: cpu * 0.4 },
      cpuPercent: 12,
      cpuMicrosPerDelivery: received > 0 ? made.cpuMicrosPerDelivery : null,
      cpuMicrosPerSubscriberSecond: cpu / 10 / 4,
      rssBytes: Math.max(0, before + made.memoryBytes * 10),
      rssBytesBeforeConnect: before,
      kernelSocketBytes: { beforeConnect: 8192, atEnd: 49_152 },
      openFiles: 40,
      runtime: {
        heapUsedBytes: 20_000_000,
        heapUsedBytesBeforeConnect: 15_000_000,
        externalBytes: 2_000_000,
        eventLoop: { utilization: 0.1, delayP99Ms: 1.2 },
        gcMs: 3,
      },
      counterReadDelayMs: 0.5,
      contextSwitches: { voluntary: 900, involuntary: 4 },
      requests: made.requests,
      connections: { opened: 0, open: 10, closed: 0, droppedSlow: 0 },
    },
    bandwidth: {
      payloadBytes: made.payloadBytes * received,
      application: {
        downBytes: (made.payloadBytes + made.overheadDown) * received,
        upBytes: made.up * received,
      },
      ...wireOf(made),
      bytesPerDelivery: received > 0 ? made.payloadBytes + made.overheadDown + made.up : null,
      wireBytesPerDelivery: received > 0 ? made.wire : null,
    },
    generator: {
      cpuPercent: 8,
      cpuMicrosPerDelivery: received > 0 ? 9 : null,
      memoryBytesPerSubscriber: 30_000,
      eventLoopDelayP99Ms: 1.1,
      counterReadDelayMs: 0.5,
      publisherCpuPercent: 2,
      publishedInWindow: 100,
      scheduledInWindow: 100,
      publishLagP50Ms: made.lagMs / 2,
      publishLagP90Ms: made.lagMs / 2,
      publishLagP99Ms: made.lagMs,
      publishLagMaxMs: made.lagMs * 2,
      reconnects: 0,
    },
    steadiness:
      made.driftPercent === null
        ? null
        : {
            firstThirdP50Ms: 1.5,
            lastThirdP50Ms: 1.5 * (1 + made.driftPercent / 100),
            driftPercent: made.driftPercent,
          },
    phases: null,
    visits: null,
    recovery: null,
    stalled: null,
    machine: { stealPercent: 0.4, otherCpuPercent: { server: 0.5, clients: 1.2 } },
    series: {
      second: [0, 1, 2, 3],
      deliveries: [250, 250, 250, 250],
      latencyMeanMs: [1.5, 1.5, null, 1.5],
      latencyMaxMs: [2, 2, null, 2],
      serverCpuPercent: [12, 12, 12, 12],
      serverRssBytes: [before, before, before, before],
      connectionsOpened: [0, 0, 3, 1],
    },
  };
  const { gates } = judge(figures, CONTEXT);
  return { ...identity(place), status: 'valid', ...figures, gates, theory: theoryOf(made) };
}

/**
 * A trial that its gates refuse: it must have been made to fail one, as by `missing`, or by `lagMs`
 * over 2 ms.
 */
export function invalidTrial(place: Place, over: Partial<Made>): MeasuredTrial {
  const trial = madeTrial(place, over);
  return { ...trial, status: 'invalid', reasons: judge(trial, CONTEXT).reasons };
}

/** A trial that broke off. */
export function failedTrial(place: Place, reasons: string[]): FailedTrial {
  return { ...identity(place), status: 'error', stage: 'connect', reasons };
}
