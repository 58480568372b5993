import type { Load } from './load/load.ts';
import { usualTransports } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

const crowd: Load = {
  audience: { kind: 'shared', topic: 'news' },
  subscribers: 3000,
  arrivals: { kind: 'periodic', ratePerSecond: 2 },
  payloadBytes: 120,
  fault: { kind: 'restart', atSeconds: 1, forSeconds: 1.5 },
  transports: usualTransports(5000),
};

/** Everyone is thrown out at once. */
export const reconnectStorm = {
  id: 'reconnect-storm',
  title: 'Everyone returns at once',
  question:
    'A server with three thousand subscribers is killed, and back after a second and a half: what does it see when they return, and what does jitter change?',
  prediction:
    'Who lost the server at the same moment and waits a fixed second asks again at the same moment: all three thousand at once, every ' +
    'second, and the server that is back works them off as fast as it can, or as fast as they can ask. Pauses that double, with a ' +
    'random half of each, have grown to about a second by then: the return is spread over as long, the peak is lower, and the last ' +
    'one is back later. Which transport it is makes little difference.',
  claims: ['C7', 'C15'],
  points: [
    {
      id: 'fixed',
      label: '3,000 subscribers who wait one second each time',
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
