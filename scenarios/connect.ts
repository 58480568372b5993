import type { Load } from './load/load.ts';
import { usualTransportsAndFloor } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

const visit: Load = {
  audience: { kind: 'shared', topic: 'news' },
  // At least one for each worker: each visit is its own subscriber.
  subscribers: 100,
  arrivals: { kind: 'poisson', ratePerSecond: 50 },
  payloadBytes: 120,
  visits: { connection: 'cold', closing: 'handshake', backlog: 1 },
  transports: usualTransportsAndFloor(1000),
};

/** Visits: clients that connect, get a notification and leave. */
export const connect = {
  id: 'connect',
  title: 'Connecting and closing',
  question: 'What does it cost to connect and to close?',
  answeredBy: 'visit-cpu',
  prediction:
    'All four need one round trip for TCP and one for the request or the upgrade. The first notification comes with the response or ' +
    'right after it. So all need the same number of round trips and the same time. The upgrade costs the server a hash and some ' +
    'headers. On an open connection, both the upgrade and the request save the first round trip. Closing a WebSocket adds a frame in ' +
    'each direction.',
  claims: ['C10', 'C12', 'C21'],
  points: [
    { id: 'cold', label: '50 visits a second, each on a new connection', load: visit },
    {
      id: 'kept-alive',
      label: '50 visits a second, each on an open connection',
      load: { ...visit, visits: { connection: 'kept-alive', closing: 'handshake', backlog: 1 } },
    },
    {
      id: 'cut',
      label: '50 visits a second, each ends with a connection reset',
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
  // Starts differ by a tenth, and as much between processes: fewer blocks would not decide the
  // difference.
  blocks: { quick: 8, standard: 8 },
} satisfies Scenario;
