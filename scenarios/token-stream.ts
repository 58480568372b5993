import type { Load } from './load/load.ts';
import { PROXIES } from './load/topology.ts';
import { topologyName } from './load/topology-words.ts';
import { usualTransports } from './load/usual-transports.ts';
import type { Point, Scenario } from './scenario.ts';

const READERS = 100;

/** Forty small events a second to each of many readers, as a language model writes. */
const load: Load = {
  audience: { kind: 'own', prefix: 'reader ' },
  subscribers: READERS,
  arrivals: { kind: 'poisson', ratePerSecond: 40 * READERS },
  payloadBytes: 24,
  transports: usualTransports(100),
};

const through = (proxy: (typeof PROXIES)[number]): Point => ({
  id: proxy,
  label: topologyName({ proxy }),
  load: { ...load, topology: { proxy } },
});

/** What servers of language models send: many small events to one reader each. */
export const tokenStream = {
  id: 'token-stream',
  title: 'A stream of tokens',
  question:
    'A hundred readers get forty small events a second each: what does each transport cost, straight and through a proxy?',
  answeredBy: 'p50',
  prediction:
    'Each event of 24 B is a write and a packet of its own. Its envelope and the headers of the packet are most of its bytes. SSE and WebSocket ' +
    'cost the same. A proxy reads and writes each event once more, so it takes as much CPU as the server. The poll of long polling is back within ' +
    'a millisecond, so nearly every event needs a request: five times the CPU of push and twice its bytes. Short polling every 100 ms gathers ' +
    'four events in an answer. It is late by 50 ms, and costs about what push does.',
  claims: [],
  points: [{ id: 'straight', label: 'straight', load }, ...PROXIES.map(through)],
  windowSeconds: { quick: 2 },
  blocks: { quick: 2 },
} satisfies Scenario;
