import type { Load } from './load/load.ts';
import { usualTransports, usualTransportsAndFloor } from './load/usual-transports.ts';
import type { Point, Scenario } from './scenario.ts';

const RTTS_MS = [1, 20, 80, 200, 300];
const USERS = 100;

/** Each user has its own notifications, over a path with this round trip. */
const users = (rttMs: number, ratePerUser: number): Load => ({
  audience: { kind: 'own', prefix: 'user-' },
  subscribers: USERS,
  arrivals: { kind: 'poisson', ratePerSecond: USERS * ratePerUser },
  payloadBytes: 160,
  path: { rttMs },
  transports: usualTransports(100),
});

const at = (ratePerUser: number, quickBlocks: number, transports: Load['transports']): Point[] =>
  RTTS_MS.map(rttMs => ({
    id: `${rttMs}ms-${ratePerUser}`,
    label: `${rttMs} ms round trip, ${ratePerUser} a second to each user`,
    load: { ...users(rttMs, ratePerUser), transports },
    // The nearest is nearly the cable that other scenarios have.
    blocks: { quick: rttMs === 1 ? 1 : quickBlocks },
  }));

/** Short polling alone, at another interval: no other transport has one. */
const everySecond = (rttMs: number): Point => {
  // Few polls share one wait, so the mean needs more users.
  const subscribers = 3 * USERS;
  return {
    id: `${rttMs}ms-poll-1s`,
    label: `${rttMs} ms round trip, a poll every second`,
    load: {
      ...users(rttMs, 1),
      subscribers,
      arrivals: { kind: 'poisson', ratePerSecond: subscribers },
      transports: { 'short-polling': { intervalMs: 1000 } },
    },
    // There is nothing to compare within a block.
    blocks: { quick: 1 },
  };
};

/** From the next room to the other side of the earth. */
export const distance = {
  id: 'distance',
  title: 'Distance',
  question: 'How does the distance to the server change the latency of each transport?',
  answeredBy: 'p50',
  prediction:
    'One transit is half of the round trip. Push takes one transit at any rate, and so does the TCP floor. Long polling takes one while a ' +
    'poll waits, and up to three for what comes between an answer and the next poll. With one notification a second, its mean grows from 1.0 ' +
    'transits at 1 ms to 1.3 at 300 ms (193 ms). With ten a second, it grows from 1.0 to 2.0 (298 ms), and at 80 ms it is 1.6 (66 ms). Short ' +
    'polling takes half an interval and one transit: 90 ms at 80 ms with polls every 100 ms, 540 ms with polls every second. A client has one ' +
    'poll under way at a time. The polls that are due meanwhile are skipped: at 200 ms the real interval is 300 ms, at 300 ms it is 400 ms. The ' +
    'means are then 250 and 350 ms. So short polling every 100 ms is later than long polling at every distance. With ten notifications a ' +
    'second it makes fewer requests from 200 ms on: at 300 ms 2.5 a second, long polling 3.3.',
  claims: ['C3', 'C17'],
  points: [
    ...at(1, 2, usualTransports(100)),
    ...at(10, 3, usualTransportsAndFloor(100)),
    ...[20, 80, 300].map(everySecond),
  ],
  // A path is hundreds of times slower than code that is not compiled yet.
  warmUpSeconds: { quick: 0.5 },
  windowSeconds: { quick: 1.2 },
} satisfies Scenario;
