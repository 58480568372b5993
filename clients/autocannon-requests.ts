import { setTimeout as sleep } from 'node:timers/promises';
import type autocannon from 'autocannon';
import { createLatencyRecorder } from '../bench/latency.ts';
import type { WitnessConfig } from '../bench/messages.ts';
import { type Window, waitUntil } from '../bench/window.ts';
import type { Witnessed } from '../bench/witness-schema.ts';
import { type MonotonicMicros, nowMicros } from '../scenarios/notification.ts';
import { startAutocannon } from './autocannon-run.ts';
import type { Target } from './subscriber.ts';
import { toolLatency } from './tool-latency.ts';

/** autocannon ends at the first of its samples after its time. */
const SAMPLE_MS = 50;
const RETRY_MS = 20;
const EXPECTED_STATUS = { empty: 204, news: 200, 'not-modified': 304 } as const;

type Requests = NonNullable<Witnessed['requests']>;

/** A request as it is made again and again. */
interface Asked {
  path: string;
  headers: Record<string, string>;
}

/** Prepares the request that a load wants; resolves when the server holds what it asks for. */
export async function prepareRequests(config: WitnessConfig, { host, port }: Target): Promise<Asked> {
  const { load, transport } = config;
  const topic = encodeURIComponent(load.audience.kind === 'shared' ? load.audience.topic : '');
  const path = `/notifications?topic=${topic}`;
  const held = load.heldBefore ?? 1;
  // To wait for nothing at all: a client that long polls, and is answered at once.
  const headers: Record<string, string> = transport === 'long-polling' ? { prefer: 'wait=0' } : {};
  const ask = (query: string) => fetch(`http://${host}:${port}${path}${query}`, { headers });
  for (;;) {
    const { cursor } = (await (await ask('')).json()) as { cursor: number };
    if (cursor >= held) break;
    await sleep(RETRY_MS);
  }
  switch (load.requests?.answer) {
    case 'not-modified': {
      const latest = `&latest=${load.transports['short-polling']?.latest ?? held}`;
      const tag = (await ask(latest)).headers.get('etag');
      if (tag === null) throw new Error('the server gave no entity tag');
      return { path: path + latest, headers: { ...headers, 'if-none-match': tag } };
    }
    case 'news':
      return { path: `${path}&after=0`, headers };
    default:
      return { path: `${path}&after=${held}`, headers };
  }
}

/** Makes requests from `startMicros` on, and says of those that were answered in the window what autocannon saw. */
export async function makeRequests(
  { load }: WitnessConfig,
  { host, port }: Target,
  asked: Asked,
  window: Window,
  startMicros: MonotonicMicros,
): Promise<{ requests: Requests; downBytes: number }> {
  const { answer = 'empty', ratePerSecond } = load.requests ?? {};
  const expected = EXPECTED_STATUS[answer];
  const durations = createLatencyRecorder();
  let downBytes = 0;
  let answered = 0;
  let failed = 0;

  function run(durationSeconds: number): Promise<autocannon.Result> {
    const { instance, result } = startAutocannon({
      url: `http://${host}:${port}${asked.path}`,
      headers: asked.headers,
      connections: load.subscribers,
      duration: durationSeconds,
      sampleInt: SAMPLE_MS,
      ...(ratePerSecond !== undefined && { overallRate: ratePerSecond }),
    });
    instance.on('response', (_client, status, bytes, responseMs) => {
      downBytes += bytes;
      if (status !== expected) failed++;
      const now = nowMicros();
      if (now < window.fromMicros || now >= window.toMicros) return;
      answered++;
      durations.add(Math.round(responseMs * 1000));
    });
    instance.on('reqError', () => failed++);
    return result;
  }

  await waitUntil(startMicros);
  // A run of its own, so that what it sums up of the window has no code in it that was not compiled yet.
  const warmUpSeconds = (window.fromMicros - nowMicros()) / 1e6 - SAMPLE_MS / 1000;
  if (warmUpSeconds > 0) await run(warmUpSeconds);
  await waitUntil(window.fromMicros);
  const result = await run((window.toMicros - window.fromMicros) / 1e6);
  const { latency } = result;
  return {
    downBytes,
    requests: {
      answered,
      perSecond: answered / ((window.toMicros - window.fromMicros) / 1e6),
      failed,
      responseMs: toolLatency(durations.record()),
      correctedMs:
        ratePerSecond === undefined
          ? null
          : {
              count: (latency as unknown as { totalCount: number }).totalCount,
              mean: latency.average,
              min: latency.min,
              p50: latency.p50,
              p90: latency.p90,
              p99: latency.p99,
              max: latency.max,
            },
    },
  };
}
