import type { Load } from './load/load.ts';
import type { Scenario } from './scenario.ts';

const users = (keepAlive: boolean): Load => ({
  audience: { kind: 'own', prefix: 'user-' },
  subscribers: 50,
  arrivals: { kind: 'poisson', ratePerSecond: 50 },
  payloadBytes: 160,
  transports: {
    'short-polling': { intervalMs: 500, keepAlive },
    'long-polling': { waitSeconds: 25, keepAlive },
    ...(keepAlive && { sse: {}, websocket: {}, 'tcp-floor': {} }),
  },
});

/** Polls with and without keep-alive. */
export const keepAlive = {
  id: 'keep-alive',
  title: 'Does each poll open a connection?',
  question: 'Is it true that every poll sets up a connection and tears it down?',
  answeredBy: 'wire',
  prediction:
    'Not since HTTP/1.1: with keep-alive, its default, one connection carries all polls. Without keep-alive, each poll needs three ' +
    'more packets to open a connection and as many to close it. It also costs a round trip of latency, and an accept and a close on ' +
    'the server.',
  claims: ['C1', 'C8', 'C20'],
  points: [
    { id: 'on', label: 'connections are kept, the default', load: users(true) },
    { id: 'off', label: 'a new connection for each poll', load: users(false) },
  ],
} satisfies Scenario;
