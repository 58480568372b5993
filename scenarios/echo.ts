import { usualTransports } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

/** Each user gets its own message back, and every part of the round trip is timed. */
export const echo = {
  id: 'echo',
  title: 'Round trip',
  question: 'A message goes to the server and back to its sender: which part takes the time?',
  answeredBy: 'p50',
  prediction:
    'The round trip takes T = forward (F) + processing (P) + back (R) + handling (D). On a near network, each of the four is a fraction ' +
    'of a millisecond, mostly the wake-up of the next process. With short polling, the message waits for the next poll on the way ' +
    'back, half an interval on average. That wait is nearly all of its T.',
  claims: ['C6', 'C11', 'C13'],
  points: [
    {
      id: 'default',
      label: '20 users, each gets only its own messages; 100 messages a second in total',
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
