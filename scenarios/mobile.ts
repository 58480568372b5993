import type { Load } from './load/load.ts';
import type { Preset, Scenario } from './scenario.ts';

const FAULT_AT_SECONDS = 0.5;

/**
 * Four short notifications a second to all. What piles up for one subscriber in 40 s fits into the
 * kernel's buffer, so the server does not take it for a slow reader.
 */
const onTheMove = (fault: Load['fault'], transports: Load['transports']): Load => ({
  audience: { kind: 'shared', topic: 'news' },
  subscribers: 50,
  arrivals: { kind: 'periodic', ratePerSecond: 4 },
  payloadBytes: 60,
  path: { rttMs: 80 },
  fault,
  transports,
});

const gone = (forSeconds: number, transports: Load['transports']): Load =>
  onTheMove({ kind: 'cut', atSeconds: FAULT_AT_SECONDS, forSeconds }, transports);

const otherAddress = (transports: Load['transports']): Load =>
  onTheMove({ kind: 'address', atSeconds: FAULT_AT_SECONDS }, transports);

/** The same window with every preset: what happens in it takes as long. */
const lasting = (seconds: number): Record<Preset, number> => ({
  smoke: seconds,
  quick: seconds,
  standard: seconds,
  thorough: seconds,
});

const pollOrSocket: Load['transports'] = { 'long-polling': { waitSeconds: 25 }, websocket: {} };

/** A path that is gone for a while, and clients that come back from another address. */
export const mobile = {
  id: 'mobile',
  title: 'On the move',
  question:
    'The path is gone for a while, or the client’s address changes: who notices when, and is anything lost?',
  answeredBy: 'caught-up-p50',
  prediction:
    'Nothing is lost: who reconnects continues from its cursor. While the path is gone nobody is told, and TCP repeats its packets at growing ' +
    'intervals. The repetitions come 0.3, 0.6, 1.1, 2.2, 4.5, 9, 18, 36 and 72 s after the first loss. After 3 s without a path all catch up ' +
    '1 to 2 s later, after 10 s about 8 s later. A stream that hears nothing for two heartbeats and 5 s is replaced: 35 to 37 s with ' +
    'heartbeats every 15 s. So after 40 s without a path a WebSocket is back within 2 s, by a new connection. A long poll may be ' +
    'silent for its whole wait, so its client gives up after 60 to 64 s, 20 to 24 s after the path is back. With another address, all that ' +
    'was open is dead, and packets of the old connection get no answer. The next poll of short polling on an open connection gets none ' +
    'either, and the client waits 35 s for one. With heartbeats every 2 s, a stream is back after 9 to 10 s. The server gives up a WebSocket ' +
    'after two missing pongs and 5 s for the close: 9 to 11 s with these heartbeats. It keeps the others: at the end of the window it has ' +
    'twice as many connections open.',
  claims: [],
  points: [
    {
      id: 'gone-3s',
      label: 'the path is gone for 3 s',
      load: gone(3, { 'short-polling': { intervalMs: 1000 }, ...pollOrSocket, sse: {} }),
      windowSeconds: lasting(6),
    },
    {
      id: 'gone-10s',
      label: 'the path is gone for 10 s',
      load: gone(10, { websocket: {} }),
      windowSeconds: lasting(20),
    },
    {
      id: 'gone-40s',
      label: 'the path is gone for 40 s',
      load: gone(40, pollOrSocket),
      windowSeconds: lasting(43),
    },
    {
      id: 'address',
      label: 'another address, a poll every second on an open connection',
      load: otherAddress({ 'short-polling': { intervalMs: 1000 } }),
      windowSeconds: lasting(39),
    },
    {
      id: 'address-heartbeat-2s',
      label: 'another address, heartbeat every 2 s',
      load: otherAddress({ sse: { heartbeatSeconds: 2 }, websocket: { heartbeatSeconds: 2 } }),
      windowSeconds: lasting(11),
    },
  ],
  warmUpSeconds: { quick: 0.5 },
  blocks: { quick: 1, standard: 3, thorough: 5 },
} satisfies Scenario;
