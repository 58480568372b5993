import type { Load } from './load.ts';
import type { Scenario } from './scenario.ts';

const crowd: Load = {
  audience: { kind: 'shared', topic: 'news' },
  subscribers: 3000,
  arrivals: { kind: 'periodic', ratePerSecond: 2 },
  payloadBytes: 120,
  fault: { kind: 'restart', atSeconds: 1, forSeconds: 1.5 },
  transports: {
    'short-polling': { intervalMs: 5000 },
    'long-polling': { waitSeconds: 25 },
    sse: {},
    websocket: {},
  },
};

/** Everyone is thrown out at once. */
export const reconnectStorm = {
  id: 'reconnect-storm',
  title: 'Everyone returns at once',
  question:
    'A server with three thousand subscribers is killed, and back after a second and a half: what does it see when they return, and what does jitter change?',
  prediction:
    'Who waits a fixed 100 ms asks ten times a second, as all others do, and when the server is there again all come within a tenth ' +
    'of a second: it works them off as fast as it can. Pauses that double, with a random half of each, have grown to about a ' +
    'second by then: the return is spread over as long, the peak is lower, and the last one is back later. Which transport it is ' +
    'makes little difference.',
  claims: ['C7', 'C15'],
  points: [
    {
      id: 'fixed',
      label: '3,000 subscribers who wait 100 ms each time',
      load: { ...crowd, backoff: 'fixed' },
    },
    {
      id: 'jittered',
      label: '3,000 subscribers whose pauses double from 50 to 100 ms on',
      load: { ...crowd, backoff: 'jittered' },
    },
  ],
  windowSeconds: { smoke: 8, quick: 8 },
  blocks: { quick: 1, standard: 3, thorough: 5 },
} satisfies Scenario;
