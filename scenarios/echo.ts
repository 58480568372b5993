import { usualTransports } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

/** One's own message back: every part of the round trip is timed. */
export const echo = {
  id: 'echo',
  title: 'Round trip',
  question: 'A message goes to the server and back to its sender: where does the time go?',
  prediction:
    'T = F + P + R + D: to the server, through it, back, and into the callback. On a near network all four are a fraction of a ' +
    'millisecond, and waking the next process is most of each. Short polling waits for its next poll on the way back, half an ' +
    'interval on average; that wait is nearly all of its T.',
  claims: ['C6', 'C11', 'C13'],
  points: [
    {
      id: 'default',
      label: '20 users, each hears only itself; 100 messages a second in all',
      load: {
        audience: { kind: 'own', prefix: 'user-' },
        subscribers: 20,
        arrivals: { kind: 'poisson', ratePerSecond: 100 },
        payloadBytes: 120,
        senders: { upstream: 'own' },
        transports: usualTransports(200),
      },
    },
  ],
} satisfies Scenario;
