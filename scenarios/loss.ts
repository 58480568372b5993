import type { Load } from './load/load.ts';
import type { Path } from './load/path.ts';
import type { Point, Scenario } from './scenario.ts';

const USERS = 50;

/** Ten small notifications a second to each user, 80 ms away, with this loss of the path. */
const users = (loss: Omit<Path, 'rttMs'>, transports: Load['transports']): Load => ({
  audience: { kind: 'own', prefix: 'user-' },
  subscribers: USERS,
  arrivals: { kind: 'poisson', ratePerSecond: 10 * USERS },
  payloadBytes: 200,
  path: { rttMs: 80, ...loss },
  transports,
});

const kept: Load['transports'] = {
  'short-polling': { intervalMs: 100 },
  'long-polling': { waitSeconds: 25 },
  websocket: {},
};
const opened: Load['transports'] = {
  'short-polling': { intervalMs: 100, keepAlive: false },
  'long-polling': { waitSeconds: 25, keepAlive: false },
};

const random = (lossPercent: number): Point => ({
  id: `${lossPercent}`,
  label: `${lossPercent}% lost each way`,
  load: users({ lossPercent }, kept),
});

/** Packets that the path loses. */
export const loss = {
  id: 'loss',
  title: 'Lost packets',
  question: 'The path loses packets: how late are the latest notifications?',
  answeredBy: 'p99',
  prediction:
    'TCP delivers in order, so one lost packet holds up all that follow it on the same connection. The server notices when a later packet ' +
    'arrives, one round trip after that, or after a pause of 200 ms and a round trip. Push with 10 notifications a second has a p99 of 40 ms ' +
    'without loss, 90 ms with 0.5%, 130 ms with 1% and 260 ms with 3%. Its p99.9 at 1% is 320 ms. Loss hits a poll on both ways, and ' +
    'nothing follows it that would show the loss: each costs the whole pause. Their p99 at 1% is 360 ms for long polling, 400 ms for short ' +
    'polling every 100 ms. A poll on a new connection can lose its first packet. TCP then waits for a second: p99 is 1.1 s. Bursts hit one packet ' +
    'each of several connections, because all share the path. So bursts change little.',
  claims: [],
  points: [
    { id: '0', label: 'nothing lost', load: users({}, kept) },
    random(0.5),
    random(1),
    random(3),
    {
      id: '1-bursts',
      label: '1% lost each way, in bursts of 5 packets on average',
      load: users({ lossPercent: 1, lossBurstPackets: 5 }, kept),
    },
    {
      id: '1-new-connections',
      label: '1% lost each way, each poll on a new connection',
      load: users({ lossPercent: 1 }, opened),
    },
  ],
  warmUpSeconds: { quick: 0.5 },
  // 1,500 deliveries, of which about 15 are lost at 1%.
  windowSeconds: { quick: 3 },
  blocks: { quick: 1, standard: 3, thorough: 5 },
} satisfies Scenario;
