import hdr from 'hdr-histogram-js';
import type { Run, RunScenario } from '../bench/results.ts';
import { SCHEMA_VERSION } from '../bench/results.ts';
import type { FailedTrial, LatencySummary, MeasuredTrial, Trial } from '../bench/trial-schema.ts';
import type { Transport } from '../scenarios/transport.ts';

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
  wire: number | null;
  memoryBytes: number;
  batchMean: number;
  requests: number;
}

type Place = { scenario: string; point: string; transport: Transport; block: number };

const stamp = '2026-03-01T12:00:00.000Z';

function summarise(latenciesMs: number[]): LatencySummary {
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
    ...over,
  };
  const { received, latenciesMs } = made;
  const cpu = made.cpuMicrosPerDelivery * received;
  const before = 60_000_000;
  return {
    ...identity(place),
    status: 'valid',
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
      heapUsedBytes: 20_000_000,
      heapUsedBytesBeforeConnect: 15_000_000,
      kernelSocketBytes: { beforeConnect: 8192, atEnd: 49_152 },
      openFiles: 40,
      externalBytes: 2_000_000,
      eventLoop: { utilization: 0.1, delayP99Ms: 1.2 },
      gcMs: 3,
      edgeLatenessMs: 0.5,
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
      wire:
        made.wire === null
          ? null
          : { downBytes: made.wire * received, upBytes: 0, downPackets: received, upPackets: received },
      bytesPerDelivery: received > 0 ? made.payloadBytes + made.overheadDown + made.up : null,
      wireBytesPerDelivery: received > 0 ? made.wire : null,
      ledger:
        made.wire === null
          ? null
          : {
              headerBytes: 66 * received,
              remainderBytes: 0.002 * made.wire * received,
              remainderPercent: 0.2,
              retransmittedSegments: 0,
            },
    },
    generator: {
      cpuPercent: 8,
      cpuMicrosPerDelivery: received > 0 ? 9 : null,
      memoryBytesPerSubscriber: 30_000,
      eventLoopDelayP99Ms: 1.1,
      edgeLatenessMs: 0.5,
      publisherCpuPercent: 2,
      publishedInWindow: 100,
      scheduledInWindow: 100,
      publishLagP50Ms: made.lagMs / 2,
      publishLagP99Ms: made.lagMs,
      publishLagMaxMs: made.lagMs * 2,
      reconnects: 0,
    },
    steadiness: { firstThirdP50Ms: 1.5, lastThirdP50Ms: 1.53, driftPercent: 2 },
    machine: { stealPercent: 0.4, foreignCpuPercent: { server: 0.5, clients: 1.2 } },
    gates: [
      { id: 'publisher-lag', measured: made.lagMs, bound: 0.4, unit: 'ms', passed: true },
      { id: 'missing', measured: 0, bound: 0, unit: 'deliveries', passed: true },
    ],
    theory: {
      quantities: [
        { quantity: 'latencyMeanMs', predicted: 1.4, measured: 1.5, residualPercent: 7.14 },
        {
          quantity: 'batchMean',
          predicted: 1,
          measured: made.batchMean,
          residualPercent: 100 * (made.batchMean - 1),
        },
      ],
      distribution: null,
    },
    series: {
      second: [0, 1, 2, 3],
      deliveries: [250, 250, 250, 250],
      latencyMeanMs: [1.5, 1.5, null, 1.5],
      latencyMaxMs: [2, 2, null, 2],
      serverCpuPercent: [12, 12, 12, 12],
      serverRssBytes: [before, before, before, before],
    },
  };
}

/** A trial that broke off. */
export function failedTrial(place: Place, reasons: string[]): FailedTrial {
  return { ...identity(place), status: 'error', stage: 'connect', reasons };
}

/** A scenario with one point a label; 10 subscribers follow one topic. */
export function madeScenario(id: string, blocks: number, points = ['10 subscribers']): RunScenario {
  return {
    id,
    title: `The ${id}`,
    question: 'Who delivers a steady stream to everyone soonest, and at what cost?',
    prediction:
      'Short polling waits half its interval on average; the others need one transit and their place in the fan-out.',
    claims: ['C3', 'C17'],
    parameters: { blocks, warmUpSeconds: 1, windowSeconds: 4 },
    points: points.map((label, index) => ({
      id: `p${index}`,
      label,
      load: {
        audience: { kind: 'shared', topic: 'prices' },
        subscribers: 10,
        arrivals: { kind: 'periodic', ratePerSecond: 25 },
        payloadBytes: 100,
        transports: {
          'short-polling': { intervalMs: 500 },
          'long-polling': { waitSeconds: 20 },
          sse: {},
          websocket: {},
          'tcp-floor': {},
        },
      },
    })),
  };
}

/** A complete run of these scenarios and trials. */
export function madeRun(scenarios: RunScenario[], trials: Trial[]): Run {
  return {
    schemaVersion: SCHEMA_VERSION,
    run: {
      id: '2026-03-01-made-up',
      startedAt: stamp,
      finishedAt: '2026-03-01T12:03:00.000Z',
      status: 'complete',
      command: 'npm run bench -- ticker --seed 7',
      preset: 'standard',
      seed: 7,
      aa: false,
      repeats: null,
      trialsPlanned: trials.length,
      git: { commit: '98d24a4d0e1f2a3b4c5d6e7f8091a2b3c4d5e6f7', dirty: false },
    },
    environment: {
      cpu: {
        model: 'Made-up CPU at 3 GHz',
        cores: 2,
        serverCores: '0',
        clientCores: '1',
        governor: 'performance',
      },
      memoryBytes: 4 * 1024 ** 3,
      os: 'Linux',
      kernel: '6.1.0',
      openFilesLimit: 1_048_576,
      node: '26.10.0',
      v8: '14.1',
      dependencies: { fastify: '5.12.8', ws: '8.23.0', avvio: '9.1.0', 'fast-uri': '3.1.0, 4.0.0' },
      directDependencies: ['fastify', 'ws'],
      container: null,
      virtualization: 'kvm',
      network: 'loopback',
      networkNotice: 'asked for by --network loopback',
      stealPercent: 0.3,
      hiccups: { seconds: 3, p50Ms: 0.06, p99Ms: 0.2, maxMs: 1.4, loopDelayP99Ms: 1.2 },
      meter: { seconds: 2, idleCpuPercent: 0.2, meteredCpuPercent: 0.35 },
      transit: { count: 80, meanMs: 0.4, p50Ms: 0.36 },
    },
    scenarios,
    trials,
  };
}

/** The usual contestants: what each measures when pushing wins. Blocks differ a little. */
export const USUAL = {
  'short-polling': {
    latenciesMs: spreadMs(4, 500),
    cpuMicrosPerDelivery: 21,
    overheadDown: 95,
    up: 60,
    batchMean: 12,
  },
  'long-polling': {
    latenciesMs: spreadMs(1.2, 4),
    cpuMicrosPerDelivery: 64,
    overheadDown: 210,
    up: 190,
    requests: 990,
  },
  sse: { latenciesMs: spreadMs(0.9, 1.9), cpuMicrosPerDelivery: 13, overheadDown: 34, memoryBytes: 24_000 },
  websocket: {
    latenciesMs: spreadMs(0.6, 1.4),
    cpuMicrosPerDelivery: 9,
    overheadDown: 4,
    memoryBytes: 31_000,
  },
  'tcp-floor': {
    latenciesMs: spreadMs(0.4, 1.1),
    cpuMicrosPerDelivery: 6,
    overheadDown: 1,
    memoryBytes: 9_000,
  },
} satisfies Partial<Record<Transport, Partial<Made>>>;

/** Trials of a whole point: each transport once a block, every block a little slower than the one before. */
export function pointTrials(
  scenario: string,
  point: string,
  blocks: number,
  figures: Partial<Record<Transport, Partial<Made>>> = USUAL,
): MeasuredTrial[] {
  return Array.from({ length: blocks }, (_, block) =>
    Object.entries(figures).map(([transport, made]) => {
      const slower = 1 + block * 0.02;
      const latencies = made.latenciesMs === undefined ? spreadMs(1, 2) : made.latenciesMs;
      return madeTrial(
        { scenario, point, transport: transport as Transport, block },
        {
          ...made,
          latenciesMs: latencies === null ? null : latencies.map(latency => latency * slower),
          cpuMicrosPerDelivery: (made.cpuMicrosPerDelivery ?? 10) * slower,
        },
      );
    }),
  ).flat();
}

/** Texts that would break a page which trusts them. */
export const HOSTILE = [
  '</script><script>globalThis.broken = 1</script>',
  '<img src="https://example.invalid/x.png" onerror="globalThis.broken = 1">',
  '"><svg onload="globalThis.broken = 1">',
  "' onmouseover='globalThis.broken = 1",
  '{{constructor.constructor("globalThis.broken = 1")()}} ${1 + 1} <!-- -->',
  '\u2028\u2029\u0000\u202e</style></title></textarea>',
];

/** A run in which every text is hostile and anything that may be missing is. */
export function hostileRun(): Run {
  const text = HOSTILE.join(' ');
  const scenario = madeScenario('hostile', 2);
  const [point] = scenario.points;
  if (!point) throw new Error('a made-up scenario has a point');
  Object.assign(scenario, { id: text, title: text, question: text, prediction: text, claims: HOSTILE });
  Object.assign(point, { id: text, label: text });
  point.load.audience = { kind: 'shared', topic: text };
  point.load.arrivals = { kind: 'trace', file: text, speed: 2 };
  const valid = pointTrials(text, text, 2);
  const run = madeRun(
    [scenario],
    [
      ...valid,
      failedTrial({ scenario: text, point: text, transport: 'sse', block: 1 }, HOSTILE),
      { ...failedTrial({ scenario: 'gone', point: text, transport: 'sse', block: 1 }, []), status: 'error' },
    ],
  );
  Object.assign(run.run, { id: text, command: text, startedAt: text, finishedAt: text, repeats: text });
  run.run.git = { commit: text, dirty: true };
  Object.assign(run.environment, { os: text, kernel: text, node: text, v8: text });
  Object.assign(run.environment, { container: text, virtualization: text, networkNotice: text });
  Object.assign(run.environment.cpu, { model: text, serverCores: text, clientCores: text, governor: text });
  run.environment.dependencies = { [text]: text, [`${text}, of another`]: text };
  run.environment.directDependencies = [text];
  return run;
}
