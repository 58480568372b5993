import type { Connection } from './load/connection.ts';
import { tlsName } from './load/connection-words.ts';
import type { Load } from './load/load.ts';
import type { Path } from './load/path.ts';
import { usualTransports } from './load/usual-transports.ts';
import type { Point, Scenario } from './scenario.ts';

const visit: Load = {
  audience: { kind: 'shared', topic: 'news' },
  // At least one for each worker: each visit is its own subscriber.
  subscribers: 100,
  arrivals: { kind: 'poisson', ratePerSecond: 50 },
  payloadBytes: 120,
  visits: { connection: 'cold', closing: 'handshake', backlog: 1 },
  transports: usualTransports(1000),
};

const KINDS: readonly (Connection | undefined)[] = [undefined, { tls: 'full' }, { tls: 'resumed' }];

/** Visits without TLS, with full handshakes and with resumed ones; over a path if there is one. */
const visits = (path?: Path): Point[] =>
  KINDS.map(connection => ({
    id: [connection?.tls ?? 'plain', ...(path ? [`${path.rttMs}ms`] : [])].join('-'),
    label: [
      connection?.tls ? tlsName(connection.tls) : 'without TLS',
      ...(path ? [`${path.rttMs} ms round trip`] : []),
    ].join(', '),
    load: { ...visit, ...(path && { path }), ...(connection && { connection }) },
    ...(path && { windowSeconds: { quick: 1.2 }, blocks: { quick: 2 } }),
  }));

/** Connecting over TLS. */
export const secureConnect = {
  id: 'secure-connect',
  title: 'Connecting over TLS',
  question: 'What does a handshake of TLS cost a visitor and the server, full or resumed?',
  answeredBy: 'to-first',
  prediction:
    'TLS 1.3 adds one round trip to the two of TCP and of the request: 20 ms at 20 ms, 80 ms at 80 ms, full or resumed, with all four. A full ' +
    'handshake has the server sign with its key and send its certificate. A resumed one saves both, and keeps the key exchange. Both begin with a ' +
    'client’s hello of some 1.6 KB, because its key share holds up against quantum computers.',
  claims: [],
  points: [...visits(), ...visits({ rttMs: 20 }), ...visits({ rttMs: 80 })],
  blocks: { quick: 4 },
} satisfies Scenario;
