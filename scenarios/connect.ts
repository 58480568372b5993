import type { Load } from './load/load.ts';
import { usualTransportsAndFloor } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

const visit: Load = {
  audience: { kind: 'shared', topic: 'news' },
  // One for each worker at least: each visit is a subscriber of its own.
  subscribers: 100,
  arrivals: { kind: 'poisson', ratePerSecond: 50 },
  payloadBytes: 120,
  visits: { connection: 'cold', closing: 'handshake', backlog: 1 },
  transports: usualTransportsAndFloor(1000),
};

/** Coming and going. */
export const connect = {
  id: 'connect',
  title: 'Connecting and closing',
  question: 'What does it cost to start, and to stop?',
  prediction:
    'All four need one round trip for TCP and one for the request or the upgrade, and the first notification comes with or right ' +
    'after the answer: the same number of round trips, so the same time. The upgrade costs the server a hash and some headers. ' +
    'On a connection that stands already the first round trip is saved, for the upgrade as for the request. Closing a ' +
    'WebSocket adds a frame each way.',
  claims: ['C10', 'C12', 'C21'],
  points: [
    { id: 'cold', label: '50 visits a second, each on a new connection', load: visit },
    {
      id: 'kept-alive',
      label: '50 visits a second, each on a connection that stands already',
      load: { ...visit, visits: { connection: 'kept-alive', closing: 'handshake', backlog: 1 } },
    },
    {
      id: 'cut',
      label: '50 visits a second, each ends with a reset connection',
      load: { ...visit, visits: { connection: 'cold', closing: 'cut', backlog: 1 } },
      blocks: { quick: 3, standard: 5 },
    },
    {
      id: 'rush',
      label: '500 visits at once, every 2 s',
      load: { ...visit, arrivals: { kind: 'burst', size: 500, everySeconds: 2 } },
      windowSeconds: { smoke: 2, quick: 4 },
      blocks: { quick: 3, standard: 5 },
    },
  ],
  // Starts differ by a tenth, and as much from process to process: fewer blocks do not tell that apart.
  blocks: { quick: 8, standard: 8 },
} satisfies Scenario;
