import { usualTransports } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

/** How many, before it is too late. */
export const capacity = {
  id: 'capacity',
  title: 'How many subscribers?',
  question:
    'How many subscribers does one server process carry until one in a hundred deliveries takes over half a second?',
  prediction:
    'The server gives out when its core is full: subscribers × what one costs a second. Five times a second to all, push carries as ' +
    'many as it can write frames, long polling as many as it can answer requests, which is five to ten times fewer. Short ' +
    'polling every 450 ms carries as many as it can answer polls, whatever happens.',
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
  // Below the 20,000 files that a process may have open on many systems.
  search: { objectiveP99Ms: 500, maxSubscribers: 18_000, halvings: 3 },
  windowSeconds: { smoke: 2, quick: 4 },
  blocks: { quick: 1, standard: 1, thorough: 3 },
} satisfies Scenario;
