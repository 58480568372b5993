import type { Run, RunScenario } from '../../results/format/run.ts';
import { SCHEMA_VERSION } from '../../results/format/run.ts';
import type { MeasuredTrial, Trial } from '../../results/format/trial.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import { failedTrial, type Made, madeTrial, spreadMs, stamp } from './trial.ts';

export { failedTrial, invalidTrial, type Made, madeTrial, spreadMs } from './trial.ts';

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
    search: null,
    points: points.map((label, index) => ({
      id: `p${index}`,
      label,
      windowSeconds: 4,
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
      limits: { openFiles: 1_048_576, processes: 95_000, quotaCores: 2, memoryBytes: 2 * 1024 ** 3 },
      node: '26.0.0',
      v8: '14.1',
      dependencies: { fastify: '5.12.8', ws: '8.23.0', avvio: '9.1.0', 'fast-uri': '3.1.0, 4.0.0' },
      directDependencies: ['fastify', 'ws'],
      container: null,
      virtualization: 'kvm',
      network: 'loopback',
      networkNotice: 'the loopback was asked for',
      tcpCongestionControl: 'cubic',
      stealPercent: 0.3,
      hiccups: { seconds: 3, p50Ms: 0.06, p99Ms: 0.2, maxMs: 1.4, loopDelayP99Ms: 1.2 },
      meter: { seconds: 2, idleCpuPercent: 0.2, meteredCpuPercent: 0.35 },
      transit: { count: 80, meanMs: 0.4, p50Ms: 0.36 },
    },
    scenarios,
    trials,
  };
}

/** The usual transports: what each measures when pushing wins. Blocks differ a little. */
export const USUAL = {
  'short-polling': {
    latenciesMs: spreadMs(4, 500),
    evenFromToMs: [4, 500],
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

/**
 * Trials of a whole point: each transport once a block, every block a little slower than the one
 * before.
 */
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
  const gate = { id: text, measured: 3, bound: 1, unit: text, passed: false };
  for (const trial of valid) trial.gates.push(gate);
  const run = madeRun(
    [scenario],
    [
      ...valid,
      {
        ...madeTrial({ scenario: text, point: text, transport: 'sse', block: 1 }),
        status: 'invalid',
        gates: [gate],
      },
      failedTrial({ scenario: text, point: text, transport: 'sse', block: 1 }, HOSTILE),
      { ...failedTrial({ scenario: 'gone', point: text, transport: 'sse', block: 1 }, []), status: 'error' },
    ],
  );
  Object.assign(run.run, { id: text, command: text, startedAt: text, finishedAt: text, repeats: text });
  run.run.git = { commit: text, dirty: true };
  Object.assign(run.environment, { os: text, kernel: text, node: text, v8: text });
  Object.assign(run.environment, { container: text, virtualization: text, networkNotice: text });
  run.environment.tcpCongestionControl = text;
  Object.assign(run.environment.cpu, { model: text, serverCores: text, clientCores: text, governor: text });
  run.environment.dependencies = { [text]: text, [`${text}, of another`]: text };
  run.environment.directDependencies = [text];
  return run;
}
