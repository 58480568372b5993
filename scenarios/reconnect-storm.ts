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

/** All subscribers lose the server at once. */
export const reconnectStorm = {
  id: 'reconnect-storm',
  title: 'Reconnect storm',
  question: 'Three thousand subscribers lose the server and reconnect: what does jitter change?',
  answeredBy: 'caught-up-p50',
  prediction:
    'Subscribers that lost the server at the same moment and wait exactly one second all reconnect at once, every second. The server ' +
    'then accepts them as fast as it can, or as fast as they can connect. With jitter, the pauses double and half of each is random. ' +
    'By the time the server is back, they have grown to about a second. So the reconnects spread over about a second, the peak is ' +
    'lower, and the last subscriber is back later. Short polling makes no pause, so it is the same at both points: each subscriber is ' +
    'back with its next poll, and polls are spread over the interval. The other transports differ little.',
  claims: ['C7', 'C15'],
  points: [
    {
      id: 'fixed',
      label: '3,000 subscribers, pauses of exactly one second',
      load: { ...crowd, backoff: 'fixed' },
    },
    {
      id: 'jittered',
      label: '3,000 subscribers, pauses with jitter that double from 50–100 ms on',
      load: { ...crowd, backoff: 'jittered' },
    },
  ],
  windowSeconds: { smoke: 8, quick: 8 },
  blocks: { quick: 1, standard: 3, thorough: 5 },
} satisfies Scenario;
