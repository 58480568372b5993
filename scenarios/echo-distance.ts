import { usualTransports } from './load/usual-transports.ts';
import type { Point, Scenario } from './scenario.ts';

const USERS = 50;

const at = (rttMs: number): Point => ({
  id: `${rttMs}ms`,
  label: `${rttMs} ms round trip`,
  load: {
    audience: { kind: 'own', prefix: 'user-' },
    subscribers: USERS,
    // One a second each: a user's POSTs go one after the other, at 300 ms at most three a second.
    arrivals: { kind: 'poisson', ratePerSecond: USERS },
    payloadBytes: 120,
    path: { rttMs },
    senders: { upstream: 'own' },
    transports: usualTransports(200),
  },
});

/** Each user gets its own message back from afar: `echo` in round trips. */
export const echoDistance = {
  id: 'echo-distance',
  title: 'Round trip over a distance',
  question: 'A message goes to a distant server and back to its sender: which part takes the time?',
  answeredBy: 'p50',
  prediction:
    'The path: forward (F) and back (R) are one transit each, and processing (P) and handling (D) stay below a millisecond. A message over a ' +
    'WebSocket takes one round trip: 20, 80 or 300 ms. So does one that is sent by POST and comes back by SSE or a waiting poll. But a ' +
    'POST waits for the answer to the one before it: at 300 ms and one message a second, 64 ms in the mean. A long poll that has just been ' +
    'answered is one round trip away. Short polling every 200 ms adds half an interval, 100 ms. At 300 ms its real interval is 400 ms, ' +
    'because it has one poll under way at a time, so it adds 200 ms.',
  claims: ['C11', 'C13'],
  points: [at(20), at(80), at(300)],
  warmUpSeconds: { quick: 0.5 },
  windowSeconds: { quick: 1.5 },
  blocks: { quick: 2 },
} satisfies Scenario;
