import { type Connection, HANDSHAKES } from './load/connection.ts';
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

interface Kind {
  id: string;
  label: string;
  connection?: Connection;
}

const KINDS: readonly Kind[] = [
  { id: 'plain', label: 'without TLS' },
  ...HANDSHAKES.map(tls => ({ id: tls, label: tlsName(tls), connection: { tls } })),
];
const HTTP2: Kind = { id: 'http2', label: 'HTTP/2 and TLS', connection: { tls: 'full', http: 2 } };

/**
 * Visits without TLS, with full handshakes and with resumed ones, and over HTTP/2; over a path if
 * there is one.
 */
const visits = (path?: Path): Point[] =>
  [...KINDS, HTTP2].map(({ id, label, connection }) => ({
    id: [id, ...(path ? [`${path.rttMs}ms`] : [])].join('-'),
    label: [label, ...(path ? [`${path.rttMs} ms round trip`] : [])].join(', '),
    load: { ...visit, ...(path && { path }), ...(connection && { connection }) },
    ...(path && { windowSeconds: { quick: 1.2 }, blocks: { quick: 2 } }),
  }));

const crowd: Load = {
  audience: { kind: 'shared', topic: 'news' },
  subscribers: 1000,
  arrivals: { kind: 'periodic', ratePerSecond: 2 },
  payloadBytes: 120,
  fault: { kind: 'disconnect', atSeconds: 0.5 },
  // All at once, one second after that. Short polling reconnects with its next poll.
  backoff: 'fixed',
  transports: usualTransports(1000),
};

/** All subscribers are disconnected at once, and reconnect without TLS or with either handshake. */
const reconnects = (): Point[] =>
  KINDS.map(({ id, label, connection }) => ({
    id: `thousand-${id}`,
    label: `1,000 reconnect at once, ${label}`,
    load: { ...crowd, ...(connection && { connection }) },
    windowSeconds: { smoke: 5, quick: 5 },
    blocks: { quick: 2 },
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
    'client’s hello of some 1.6 KB, because its key share holds up against quantum computers. A thousand that reconnect at once wait for one ' +
    'another’s handshakes: at half a millisecond of CPU each, the last is back half a second later than without TLS. Over HTTP/2 a WebSocket waits ' +
    'for the settings of the server, one round trip more; the others send their request at once.',
  claims: ['C10', 'C14', 'C21'],
  points: [...visits(), ...visits({ rttMs: 20 }), ...visits({ rttMs: 80 }), ...reconnects()],
  blocks: { quick: 4 },
} satisfies Scenario;
