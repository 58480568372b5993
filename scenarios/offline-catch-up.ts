import type { Load } from './load/load.ts';
import { usualTransportsAndFloor } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

const away = (backlog: number, feedCapacity = 20_000): Load => ({
  audience: { kind: 'shared', topic: 'news' },
  subscribers: 100,
  arrivals: { kind: 'poisson', ratePerSecond: 4 },
  payloadBytes: 120,
  visits: { connection: 'cold', closing: 'handshake', backlog },
  feedCapacity,
  transports: usualTransportsAndFloor(1000),
});

/** Back from the tunnel. */
export const offlineCatchUp = {
  id: 'offline-catch-up',
  title: 'Back after a while',
  question: 'Someone was away while 10, 1,000 or 10,000 notifications passed: what does it take to catch up?',
  prediction:
    'Polling gets the backlog in few large answers, up to 1 MiB each, and pays one head for many notifications; a short poller waits ' +
    'for its next poll after each full answer. SSE and WebSocket write one frame each, in as many packets as the bytes need. A ' +
    'cursor older than the feed holds is told so at once, by everyone.',
  claims: ['C15'],
  points: [
    { id: '10', label: '10 notifications missed', load: away(10) },
    { id: '1000', label: '1,000 notifications missed', load: away(1000) },
    {
      id: '10000',
      label: '10,000 notifications missed',
      load: away(10_000),
    },
    { id: 'too-old', label: '10,000 missed, and the server holds 1,000', load: away(10_000, 1000) },
  ],
  windowSeconds: { quick: 5 },
  blocks: { quick: 2 },
} satisfies Scenario;
