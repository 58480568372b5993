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

/** Clients that missed notifications while they were offline. */
export const offlineCatchUp = {
  id: 'offline-catch-up',
  title: 'Catching up after an absence',
  question: 'A client missed 10, 1,000 or 10,000 notifications: what does catching up cost?',
  answeredBy: 'catch-up',
  prediction:
    'Polling gets the backlog in a few large responses, up to 1 MiB each, so one header covers many notifications. Short polling waits ' +
    'for its next poll after each full response. SSE and WebSocket write one frame per notification, in as many packets as the bytes ' +
    'need. If the cursor is too old for the feed, every transport reports it at once.',
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
  // A visit by short polling takes two of its intervals for 10,000: it began before the window.
  warmUpSeconds: { quick: 3 },
  windowSeconds: { quick: 5 },
  blocks: { quick: 2 },
} satisfies Scenario;
