import type { Load } from './load/load.ts';
import type { Preset, Scenario } from './scenario.ts';

const CHANGE_AT_SECONDS = 0.5;

/**
 * Few enough that the relay of the path passes on what is sent to all at once within its bound: a
 * hundred took it 0.8 ms and more, 1% of the round trip.
 */
const CLIENTS = 25;

/**
 * Two short notifications a second to all: what a dead connection piles up fits into the kernel's
 * buffer, so the server does not take its client for a slow reader.
 */
const elsewhere = (transports: Load['transports'], toldAfterSeconds?: number): Load => ({
  audience: { kind: 'shared', topic: 'news' },
  subscribers: CLIENTS,
  arrivals: { kind: 'periodic', ratePerSecond: 2 },
  payloadBytes: 60,
  path: { rttMs: 80 },
  fault: {
    kind: 'address',
    atSeconds: CHANGE_AT_SECONDS,
    ...(toldAfterSeconds !== undefined && { toldAfterSeconds }),
  },
  transports,
});

const heartbeats = (heartbeatSeconds: number): Load['transports'] => ({
  sse: { heartbeatSeconds },
  websocket: { heartbeatSeconds },
});

/**
 * So much to each that the kernel's buffer is full within seconds. Without a path: the backlog of
 * all comes at once when they are back, and the relay would pass it on late.
 */
const busy: Load = {
  audience: { kind: 'shared', topic: 'news' },
  subscribers: CLIENTS,
  arrivals: { kind: 'periodic', ratePerSecond: 20 },
  payloadBytes: 1000,
  fault: { kind: 'address', atSeconds: CHANGE_AT_SECONDS },
  transports: heartbeats(5),
};

/** The same window with every preset: what happens in it takes as long. */
const lasting = (seconds: number): Record<Preset, number> => ({
  smoke: seconds,
  quick: seconds,
  standard: seconds,
  thorough: seconds,
});

/** Connections that are dead, and of which neither side is told. */
export const halfOpen = {
  id: 'half-open',
  title: 'Half-open connections',
  question:
    'The clients’ address changes, and nobody says so: who notices the dead connections, after how long, and what do heartbeats bring?',
  answeredBy: 'noticed-p50',
  prediction:
    'A client gives a stream up that has been silent for two heartbeats and 5 s, and may be late by a sixteenth: after 15 to 16 s with ' +
    'heartbeats every 5 s, 35 to 37 s with 15 s. Without heartbeats it cannot tell death from silence, and notices when its own system ' +
    'tells it, here after 10 s. A poll is given up after 35 s without an answer, a long poll after its wait of 25 s more: 35 to 38 s, and ' +
    '60 to 64 s. The server closes a WebSocket after two pings without a pong and 5 s for the end: 15 to 20 s with heartbeats every 5 s, ' +
    '35 to 50 s with 15 s. Over SSE nothing comes back, and the kernel repeats what it ' +
    'has sent for 15 minutes or more (tcp_retries2 is 15: RTO doubles from 0.2 s to 2 minutes, 924.6 s together). A busy stream ends ' +
    'sooner: 23 KB a second fill the kernel’s send buffer, 42 to 87 KB, in 2 to 4 s. At the second heartbeat after that the server takes ' +
    'the client for a slow reader, and closes the connection 5 s later: 12 to 19 s after the change, over SSE and WebSocket alike. A connection of polls ' +
    'is idle, and closed after 125 s. Of 25 dead connections the server then still has 25, but none of a busy stream, and none of WebSocket with ' +
    'heartbeats. Nothing is lost: everyone continues from the cursor.',
  claims: [],
  points: [
    {
      id: 'no-heartbeat',
      label: 'no heartbeats, the client’s system tells it after 10 s',
      load: elsewhere(heartbeats(0), 10),
      windowSeconds: lasting(13),
    },
    {
      id: 'heartbeat-5s',
      label: 'heartbeat every 5 s',
      load: elsewhere(heartbeats(5)),
      windowSeconds: lasting(22),
    },
    {
      id: 'heartbeat-15s',
      label: 'heartbeat every 15 s',
      load: elsewhere(heartbeats(15)),
      windowSeconds: lasting(52),
    },
    {
      id: 'busy',
      label: 'heartbeat every 5 s, 20 notifications a second of 1,000 B, no distance',
      load: busy,
      windowSeconds: lasting(22),
    },
    {
      id: 'polls',
      label: 'polls on open connections: every second, or waiting up to 25 s',
      load: elsewhere({ 'short-polling': { intervalMs: 1000 }, 'long-polling': { waitSeconds: 25 } }),
      windowSeconds: lasting(66),
    },
  ],
  blocks: { quick: 1, standard: 3, thorough: 5 },
} satisfies Scenario;
