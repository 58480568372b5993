import type { Load } from './load/load.ts';
import type { Path } from './load/path.ts';
import { usualTransports } from './load/usual-transports.ts';
import type { Point, Scenario } from './scenario.ts';

const visit = (path: Path): Load => ({
  audience: { kind: 'shared', topic: 'news' },
  // At least one for each worker: each visit is its own subscriber.
  subscribers: 100,
  arrivals: { kind: 'poisson', ratePerSecond: 50 },
  payloadBytes: 120,
  path,
  visits: { connection: 'cold', closing: 'handshake', backlog: 1 },
  transports: usualTransports(1000),
});

const at = (rttMs: number): Point => ({
  id: `${rttMs}ms`,
  label: `${rttMs} ms round trip`,
  load: visit({ rttMs }),
});

/** Visits from afar: `connect` in round trips. */
export const connectDistance = {
  id: 'connect-distance',
  title: 'Connecting over a distance',
  question: 'How many round trips does a client need until its first notification?',
  answeredBy: 'to-first',
  prediction:
    'Two, with all four: one for TCP, and one for the request or the upgrade. The first notification comes with the response, or in the ' +
    'packets right behind it. That is 40 ms at 20 ms, 160 ms at 80 ms and 600 ms at 300 ms. On an open connection it is one: 80 ms at 80 ms. ' +
    'Closing a WebSocket takes one round trip for the close frames, and one for TCP. The others need the one for TCP alone. With a backlog ' +
    'over a narrow path, the first frame of a WebSocket still comes after two round trips, and the last one when the link has carried all. ' +
    'A poll has all of it in one response: its first notification comes with the last. Fifty times 1 KiB take 0.47 s at 1 Mbit/s. Two ' +
    'visitors at once share the link, so the backlog of one holds up the other: each needs 0.9 s.',
  claims: ['C10', 'C12', 'C21'],
  points: [
    at(20),
    at(80),
    at(300),
    {
      id: '80ms-open',
      label: '80 ms round trip, each visit on an open connection',
      load: {
        ...visit({ rttMs: 80 }),
        visits: { connection: 'kept-alive', closing: 'handshake', backlog: 1 },
      },
      // About 30 visits with each transport: all take the same round trip.
      windowSeconds: { quick: 0.6 },
    },
    {
      id: 'backlog',
      label: '80 ms round trip, 1 Mbit/s down, two visitors at once who missed 50 KiB each',
      load: {
        ...visit({ rttMs: 80, downKbitPerSecond: 1000 }),
        arrivals: { kind: 'burst', size: 2, everySeconds: 2.5 },
        payloadBytes: 1024,
        visits: { connection: 'cold', closing: 'handshake', backlog: 50 },
        transports: { 'long-polling': { waitSeconds: 25 }, websocket: {} },
      },
      windowSeconds: { smoke: 2.5, quick: 5.5, standard: 30, thorough: 60 },
      blocks: { quick: 1 },
    },
  ],
  warmUpSeconds: { quick: 0.5 },
  windowSeconds: { quick: 1.2 },
  blocks: { quick: 2 },
} satisfies Scenario;
