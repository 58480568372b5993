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

/** Is each poll a new connection? */
export const keepAlive = {
  id: 'keep-alive',
  title: 'Is a long poll a reconnect?',
  question: 'Does every poll set a connection up and tear it down, as is often said?',
  prediction:
    'Not since HTTP/1.1: with keep-alive, its default, one connection carries all polls. Without it each poll pays three more ' +
    'packets to open and as many to close, a round trip of latency, and the server an accept and a close.',
  claims: ['C1', 'C8', 'C20'],
  points: [
    { id: 'on', label: 'connections are kept, as is the default', load: users(true) },
    { id: 'off', label: 'a new connection for each poll', load: users(false) },
  ],
} satisfies Scenario;
