import type { Load } from './load/load.ts';
import type { Point, Scenario } from './scenario.ts';

const KIBIT = { 256: '256 kbit/s', 1000: '1 Mbit/s' } as const;

interface Stream {
  downKbitPerSecond: keyof typeof KIBIT;
  payloadBytes: number;
  payload: string;
  /** To all users together. */
  ratePerSecond: number;
}

/** Notifications to users who share one narrow link. */
function stream(
  { downKbitPerSecond, payloadBytes, payload, ratePerSecond }: Stream,
  transports: Load['transports'],
): Point {
  return {
    id: `${downKbitPerSecond}-${payloadBytes}`,
    label: `${KIBIT[downKbitPerSecond]} down, ${ratePerSecond} a second of ${payload}`,
    load: {
      audience: { kind: 'own', prefix: 'user-' },
      subscribers: 32,
      arrivals: { kind: 'poisson', ratePerSecond },
      payloadBytes,
      path: { rttMs: 80, downKbitPerSecond },
      transports,
    },
  };
}

const pollOrSocket: Load['transports'] = { 'long-polling': { waitSeconds: 25 }, websocket: {} };
const small: Load['transports'] = { ...pollOrSocket, 'short-polling': { intervalMs: 1000 }, sse: {} };

/**
 * The first point at the same rate, and the backlog of one more user now and then: what an absence
 * piled up goes out at once.
 */
const besideBacklog: Point = {
  id: '256-backlog',
  label: '256 kbit/s down, 40 a second of 200 B, and 16 KiB to one more user every 4 s',
  load: {
    audience: { kind: 'trace' },
    subscribers: 32,
    arrivals: { kind: 'trace', file: 'late-subscriber.ndjson.gz', speed: 1 },
    payloadBytes: 200,
    path: { rttMs: 80, downKbitPerSecond: 256 },
    transports: pollOrSocket,
  },
  // From half a second before a backlog to after the next.
  windowSeconds: { smoke: 4, quick: 5.5, standard: 30, thorough: 60 },
};

/** Little bandwidth, which all subscribers share. */
export const narrow = {
  id: 'narrow',
  title: 'Narrow paths',
  question:
    'Little bandwidth is shared by all: when do headers cost latency, and what do large notifications do?',
  answeredBy: 'p50',
  prediction:
    'A notification takes one transit, its own bits, and a wait for the bits before it (M/D/1). At 256 kbit/s a byte takes 31 µs. With 200 B ' +
    'of payload, a frame has 371 B on the wire, an event 396 B and a long poll’s response about 620 B. Forty a second take 46%, 50% and 78% of ' +
    'the link. So headers cost latency: 57, 59 and about 95 ms in the mean, of which 40 ms are the transit. Short polling every second ' +
    'shares its headers and waits half a second. With 2 KiB the headers are little: about 140 ms. A notification of 16 KiB takes half a ' +
    'second by itself, and as much again where the link is half full. At 1 Mbit/s and four times the rate, all but the transit is a quarter: ' +
    '44 ms for a small frame, 55 ms for a long poll, 260 ms for 16 KiB. A backlog of 16 KiB to one user holds the link for half a second, and ' +
    'the queue behind it is gone half a second later: in a quarter of the time a notification to anybody waits for up to half a second.',
  claims: [],
  points: [
    stream({ downKbitPerSecond: 256, payloadBytes: 200, payload: '200 B', ratePerSecond: 40 }, small),
    stream({ downKbitPerSecond: 256, payloadBytes: 2048, payload: '2 KiB', ratePerSecond: 6 }, pollOrSocket),
    besideBacklog,
    {
      ...stream(
        { downKbitPerSecond: 256, payloadBytes: 16_384, payload: '16 KiB', ratePerSecond: 1 },
        pollOrSocket,
      ),
      windowSeconds: { smoke: 4, quick: 6, standard: 30, thorough: 60 },
    },
    stream({ downKbitPerSecond: 1000, payloadBytes: 200, payload: '200 B', ratePerSecond: 160 }, small),
    stream(
      { downKbitPerSecond: 1000, payloadBytes: 16_384, payload: '16 KiB', ratePerSecond: 4 },
      pollOrSocket,
    ),
  ],
  warmUpSeconds: { quick: 0.5 },
  windowSeconds: { quick: 3 },
  blocks: { quick: 1, standard: 3, thorough: 5 },
} satisfies Scenario;
