import type { Load } from './load/load.ts';
import type { Path } from './load/path.ts';
import type { Scenario } from './scenario.ts';

/**
 * 60 KB to each of four subscribers, again and again after a silence. That is 42 segments, and less
 * than a connection's first receive window of 64 KiB.
 */
const pushed = (
  ratePerSecond: number,
  transports: Load['transports'],
  congestionControl?: Path['congestionControl'],
): Load => ({
  audience: { kind: 'shared', topic: 'news' },
  subscribers: 4,
  arrivals: { kind: 'periodic', ratePerSecond },
  payloadBytes: 60_000,
  path: { rttMs: 80, ...(congestionControl && { congestionControl }) },
  transports,
});

/** Every 0.25 s: sooner than the timeout of 280 ms, after which TCP begins to forget its window. */
const OFTEN = 4;
/** Every 2.2 s: two seconds after the last byte of the one before, which takes 0.2 s. */
const RARELY = 0.45;

const kept: Load['transports'] = { 'long-polling': { waitSeconds: 25 }, sse: {} };
const opened: Load['transports'] = { 'long-polling': { waitSeconds: 25, keepAlive: false } };

/** What TCP forgets while nothing is sent. */
export const afterSilence = {
  id: 'after-silence',
  title: 'After a silence',
  question: '60 KB are pushed after 0.2 s and after 2 s of silence: when does the last byte arrive?',
  answeredBy: 'p50',
  prediction:
    'A new connection may send 10 segments (RFC 6928), and twice as many after each round trip. 60 KB are 42 segments, so they go out in three ' +
    'parts: 10, 20 and 12. The last byte comes after one transit and two round trips, 200 ms. A connection that was used 0.2 s ago still ' +
    'has its window: one transit, 40 ms, and the time that the processes take for 60 KB. After 2 s of silence, cubic begins anew with 10 ' +
    'segments (RFC 5681 §4.1), so an open stream takes 200 ms like a new connection. bbr keeps its window and spreads the packets over ' +
    'up to one round trip: 40 to 90 ms. It makes no difference whether the server answers a poll or writes to a stream. A poll on a new ' +
    'connection always takes 200 ms.',
  claims: [],
  points: [
    { id: '0.2s', label: '0.2 s of silence', load: pushed(OFTEN, kept), windowSeconds: { quick: 2 } },
    { id: '2s', label: '2 s of silence', load: pushed(RARELY, kept) },
    {
      id: '2s-new-connections',
      label: '2 s of silence, each poll on a new connection',
      load: pushed(RARELY, opened),
    },
    {
      id: '2s-bbr',
      label: '2 s of silence, congestion control bbr',
      load: pushed(RARELY, kept, 'bbr'),
    },
  ],
  warmUpSeconds: { quick: 0.5 },
  // Three times 60 KB.
  windowSeconds: { smoke: 2.5, quick: 5.5, standard: 22, thorough: 44 },
  blocks: { quick: 1, standard: 3, thorough: 5 },
} satisfies Scenario;
