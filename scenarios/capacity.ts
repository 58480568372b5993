import { usualTransports } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

/** The largest number of subscribers within a latency objective. */
export const capacity = {
  id: 'capacity',
  title: 'How many subscribers?',
  question: 'How many subscribers can one server process carry with p99 latency below 0.5 s?',
  prediction:
    'The server reaches its limit when its core is full. The load of the core is the number of subscribers times the CPU time of one ' +
    'per second. All subscribers get five notifications a second. For push, the limit is the number of frames that the server can ' +
    'write. For long polling, it is the number of requests that it can answer: a fifth to a tenth as many. For short polling every ' +
    '450 ms, it is the number of polls, at any notification rate.',
  claims: ['C4'],
  points: [
    {
      id: 'start',
      label: '5 notifications a second to all',
      load: {
        audience: { kind: 'shared', topic: 'everyone' },
        subscribers: 500,
        arrivals: { kind: 'periodic', ratePerSecond: 5 },
        payloadBytes: 120,
        overload: true,
        transports: usualTransports(450),
      },
    },
  ],
  // Below the 20,000 open files that many systems allow a process.
  search: { objectiveP99Ms: 500, maxSubscribers: 18_000, halvings: 3 },
  windowSeconds: { smoke: 2, quick: 4 },
  blocks: { quick: 1, standard: 1, thorough: 3 },
} satisfies Scenario;
