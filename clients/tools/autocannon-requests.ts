import { setTimeout as sleep } from 'node:timers/promises';
import * as hdr from 'hdr-histogram-js';
import { createLatencyRecorder } from '../../bench/meters/latency-recorder.ts';
import { type Window, waitUntil } from '../../bench/meters/window.ts';
import type { ToolConfig } from '../../bench/processes/messages.ts';
import type { ToolLatency, ToolReport } from '../../results/format/tool-report.ts';
import { parseCursor } from '../../scenarios/load/cursor.ts';
import { nowMicros } from '../../scenarios/load/notification.ts';
import { refusalIn } from '../transports/refusal.ts';
import type { Target } from '../transports/subscriber.ts';
import { startAutocannon } from './autocannon-run.ts';
import { toolLatency } from './tool-latency.ts';

/**
 * At a set rate, each connection makes one request a second, at one of this many moments within it.
 */
const STARTS = 250;
const SECOND_MS = 1000;
const RETRY_MS = 20;
const EXPECTED_STATUS = { empty: 204, news: 200, 'not-modified': 304 } as const;

type Requests = NonNullable<ToolReport['requests']>;

/** The request that is repeated. */
interface PreparedRequest {
  path: string;
  headers: Record<string, string>;
}

/** Requests in progress. */
export interface RequestRun {
  /** Resolves when this many requests have been answered. */
  begun: Promise<void>;
  /**
   * Collects autocannon's measurements of the requests answered in the window. Resolves at its end.
   */
  measure(window: Window): Promise<void>;
  /**
   * Stops making requests. Returns the measurements of the window, and the bytes received in the
   * whole trial.
   */
  stop(): Promise<{ requests: Requests; downBytes: number }>;
}

/** Prepares the request of a load. Resolves when the server holds what the request needs. */
async function prepareRequest({ load, transport }: ToolConfig, origin: string): Promise<PreparedRequest> {
  const topic = encodeURIComponent(load.audience.kind === 'shared' ? load.audience.topic : '');
  const path = `/notifications?topic=${topic}`;
  const held = load.heldBefore ?? 1;
  // wait=0: a long poll that is answered at once.
  const headers: Record<string, string> = transport === 'long-polling' ? { prefer: 'wait=0' } : {};
  const get = (query: string) => fetch(`${origin}${path}${query}`, { headers });
  async function newestCursor(): Promise<string> {
    const answer = await get('');
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.startsWith('application/json');
    if (answer.status !== 200 || !isJson) throw new Error(refusalIn(answer, text).reason);
    return (JSON.parse(text) as { cursor: string }).cursor;
  }
  let newest = await newestCursor();
  while (parseCursor(newest).seq < held) {
    await sleep(RETRY_MS);
    newest = await newestCursor();
  }
  switch (load.requests?.answer) {
    case 'not-modified': {
      const latest = `&latest=${load.transports['short-polling']?.latest ?? held}`;
      const tag = (await get(latest)).headers.get('etag');
      if (tag === null) throw new Error('the server gave no entity tag');
      return { path: path + latest, headers: { ...headers, 'if-none-match': tag } };
    }
    case 'news':
      return { path: `${path}&after=0`, headers };
    default:
      return { path: `${path}&after=${newest}`, headers };
  }
}

/**
 * autocannon records whole milliseconds, with its own correction for requests delayed by a waiting
 * client.
 */
const newHistogram = () => hdr.build({ highestTrackableValue: 10_000, numberOfSignificantValueDigits: 3 });

function summaryOf(histogram: hdr.Histogram): ToolLatency | null {
  if (histogram.totalCount === 0) return null;
  const at = (percent: number) => histogram.getValueAtPercentile(percent);
  return {
    count: histogram.totalCount,
    mean: histogram.mean,
    min: at(0),
    p50: at(50),
    p90: at(90),
    p99: at(99),
    max: histogram.maxValue,
  };
}

/**
 * Makes requests until it is stopped: as fast as they are answered, or at a rate. At a rate,
 * autocannon counts by the second, and a connection makes all its requests of a second at once.
 * Each connection therefore makes one request a second, and their starts are spread.
 */
export async function makeRequests(config: ToolConfig, { host, port }: Target): Promise<RequestRun> {
  const { load } = config;
  const { answer = 'empty', ratePerSecond } = load.requests ?? {};
  const isPaced = ratePerSecond !== undefined;
  if (isPaced && ratePerSecond !== load.subscribers) {
    throw new Error(
      `each connection makes one request a second: ${load.subscribers} connections cannot make ${ratePerSecond}`,
    );
  }
  const origin = `http://${host}:${port}`;
  const { path, headers } = await prepareRequest(config, origin);
  const expected = EXPECTED_STATUS[answer];
  const durations = createLatencyRecorder();
  const latencies = newHistogram();
  let corrected: ToolLatency | null = null;
  let window: Window | undefined;
  let [downBytes, answered, inWindow, failed] = [0, 0, 0, 0];
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();

  const run = startAutocannon(
    {
      url: `${origin}${path}`,
      headers,
      skipAggregateResult: true,
      histograms: { latencies, requests: newHistogram(), throughput: newHistogram() },
      ...(isPaced && { connectionRate: 1 }),
    },
    { connections: load.subscribers, starts: isPaced ? STARTS : 1, overMs: SECOND_MS },
    {
      onResponse(status, bytes, responseMs) {
        downBytes += bytes;
        if (status !== expected) {
          failed++;
          return;
        }
        if (++answered === load.subscribers) begin();
        const now = nowMicros();
        if (!window || now < window.fromMicros || now >= window.toMicros) return;
        inWindow++;
        durations.add(Math.round(responseMs * 1000));
      },
      onError: () => void failed++,
    },
  );

  return {
    begun,
    async measure(given) {
      window = given;
      await waitUntil(window.fromMicros);
      latencies.reset();
      await waitUntil(window.toMicros);
      if (isPaced) corrected = summaryOf(latencies);
    },
    async stop() {
      await run.stop();
      if (!window) throw new Error('stopped before the window was measured');
      const perSecond = inWindow / ((window.toMicros - window.fromMicros) / 1e6);
      const responseMs = toolLatency(durations.record());
      return {
        downBytes,
        requests: { answered: inWindow, perSecond, failed, responseMs, correctedMs: corrected },
      };
    },
  };
}
