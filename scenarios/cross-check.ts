import type { Load } from './load/load.ts';
import { usualTransports } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

/** Without those whose wait for the next poll hides what a generator does for each delivery. */
const awaited: Load['transports'] = { 'long-polling': { waitSeconds: 25 }, sse: {}, websocket: {} };

const followed = (
  subscribers: number,
  ratePerSecond: number,
  transports: Load['transports'] = usualTransports(1000),
): Load => ({
  audience: { kind: 'shared', topic: 'ticker' },
  subscribers,
  arrivals: { kind: 'poisson', ratePerSecond },
  payloadBytes: 160,
  payload: 'stamped',
  tools: ['autocannon', 'k6'],
  transports,
});

/** Other people's tools see the same servers. */
export const crossCheck = {
  id: 'cross-check',
  title: 'Do others see the same?',
  question:
    'The lab’s clients, autocannon and k6 follow the same stream from the same servers: do they come to the same figures?',
  prediction:
    'All three count the same deliveries, to the last one. Latency agrees as far as clocks allow: k6 and the payload’s stamp know ' +
    'whole milliseconds, so that two that agree may differ by one. Down come the same bytes; up, each tool sends the headers that it ' +
    'likes. A generator made for everything costs more for each delivery than one made for this; where many fall due at once, that work ' +
    'is in the latency that it sees.',
  claims: [],
  points: [
    // So few that nobody waits long for what its generator does for the others.
    { id: 'few', label: '5 subscribers, 20 updates a second', load: followed(5, 20) },
    { id: 'crowd', label: '200 subscribers, 5 updates a second', load: followed(200, 5, awaited) },
  ],
  // A poll a second: a window of whole intervals has as many of them, whoever asks.
  // Those who get the same do so at one moment: p99 needs as many moments as it can get.
  windowSeconds: { smoke: 2, quick: 8 },
  blocks: { quick: 3 },
} satisfies Scenario;
