import type { Load } from './load/load.ts';
import type { TransportOptions } from './load/transport-options.ts';
import type { Point, Scenario } from './scenario.ts';

const users: Load = {
  audience: { kind: 'own', prefix: 'user-' },
  subscribers: 100,
  arrivals: { kind: 'poisson', ratePerSecond: 50 },
  payloadBytes: 160,
  transports: {},
};
const polling = (options: TransportOptions['short-polling']): Load => ({
  ...users,
  transports: { 'short-polling': options },
});
/** The length of the list that a page without a cursor shows. */
const LIST = 20;
const listed = (options: TransportOptions['short-polling']): Load => ({
  ...polling(options),
  heldBefore: LIST,
});
const every = (intervalMs: number): Pick<Point, 'id' | 'label' | 'load'> => ({
  id: `${intervalMs}`,
  label: `a poll every ${intervalMs / 1000} s`,
  load: polling({ intervalMs }),
});

/** Polling intervals and ways of polling. */
export const intervalSweep = {
  id: 'interval-sweep',
  title: 'Which polling interval?',
  question: 'How often should a client poll, and what do pauses, jitter and entity tags change?',
  answeredBy: 'wire',
  prediction:
    'Latency grows with the interval (T/2 on average); requests and CPU shrink with it. A pause after each response, instead of a ' +
    'fixed schedule, adds a round trip to the interval. Clients in step all poll at once: the cost is the same, the responses are later. ' +
    'A client without a cursor fetches the same list again and again. An entity tag turns that into a 304: it saves the body, but ' +
    'not the request.',
  claims: ['C2', 'C3', 'C4'],
  points: [
    every(100),
    every(300),
    every(1000),
    { ...every(3000), windowSeconds: { smoke: 3, quick: 6 } },
    { ...every(10_000), windowSeconds: { smoke: 4, quick: 20, standard: 20 } },
    {
      id: 'pause',
      label: 'a pause of 1 s after each response',
      load: polling({ intervalMs: 1000, pacing: 'pause' }),
    },
    {
      id: 'random',
      label: 'every 1 s, each client at a random moment',
      load: polling({ intervalMs: 1000, phases: 'random' }),
    },
    {
      id: 'together',
      label: 'every 1 s, all clients at the same moment',
      load: polling({ intervalMs: 1000, phases: 'together' }),
    },
    {
      id: 'list',
      label: 'every 1 s, the full list of the latest 20',
      load: listed({ intervalMs: 1000, latest: LIST }),
    },
    {
      id: 'etag',
      label: 'every 1 s, the latest 20 or a 304',
      load: listed({ intervalMs: 1000, latest: LIST, etag: true }),
    },
    {
      id: 'push',
      label: 'push and long polling, for comparison',
      load: {
        ...users,
        transports: { 'long-polling': { waitSeconds: 25 }, sse: {}, websocket: {}, 'tcp-floor': {} },
      },
    },
  ],
  blocks: { quick: 2 },
} satisfies Scenario;
