import type { Connection } from './load/connection.ts';
import type { Load } from './load/load.ts';
import { usualTransports } from './load/usual-transports.ts';
import type { Point, Scenario } from './scenario.ts';

const PER_USER = 10;

const load: Load = {
  audience: { kind: 'own', prefix: 'part ' },
  subscribers: 30 * PER_USER,
  arrivals: { kind: 'poisson', ratePerSecond: 150 },
  payloadBytes: 200,
  transports: usualTransports(1000),
};

const point = (id: string, label: string, connection: Connection): Point => ({
  id,
  label,
  load: { ...load, connection },
});

/** Several subscriptions of each user, on one connection and on many. */
export const http2 = {
  id: 'http2',
  title: 'Several subscriptions over one HTTP/2 connection',
  question: 'What do ten subscriptions of a user cost on one HTTP/2 connection, and what on ten connections?',
  answeredBy: 'wire',
  prediction:
    'A frame of HTTP/2 adds 9 B to a notification, and replaces some 6 B of chunk. A poll saves most: its headers shrink to numbers from the second ' +
    'request on. On one connection the acknowledgements of ten are shared, and memory and handshakes are those of one. Each frame takes more work ' +
    'in the server than a plain write.',
  claims: [],
  points: [
    point('http1', '30 users with 10 subscriptions each, HTTP/1.1, a connection for each', { tls: 'full' }),
    point('http2', 'HTTP/2, a connection for each subscription', { tls: 'full', http: 2 }),
    point('http2-shared', 'HTTP/2, one connection for the 10 of a user', {
      tls: 'full',
      http: 2,
      subscribersPerConnection: PER_USER,
    }),
  ],
} satisfies Scenario;
