import type { Load } from './load/load.ts';
import { usualTransports } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

/** Without short polling: its wait for the next poll hides a generator's own work per delivery. */
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

/** External tools measure the same servers. */
export const crossCheck = {
  id: 'cross-check',
  title: 'Cross-check with external tools',
  question: 'Do autocannon and k6 measure the same as the lab’s clients on the same stream?',
  answeredBy: 'p50',
  prediction:
    'All three count exactly the same deliveries. Latency agrees to within the clocks: k6 and the payload’s stamp have whole ' +
    'milliseconds, so two equal values may differ by one. The downstream bytes are the same; upstream, each tool sends its own headers. ' +
    'A general load generator costs more per delivery than the lab’s own clients. If many deliveries are due at once, that work is part ' +
    'of the latency that it measures.',
  claims: [],
  points: [
    // So few that no subscriber waits long for its generator's work on the others.
    { id: 'few', label: '5 subscribers, 20 updates a second', load: followed(5, 20) },
    { id: 'crowd', label: '200 subscribers, 5 updates a second', load: followed(200, 5, awaited) },
  ],
  // One poll per second: in a window of whole intervals, every client makes the same number of
  // polls. Deliveries of one notification come at one moment, so p99 needs as many moments as
  // possible.
  windowSeconds: { smoke: 2, quick: 8 },
  blocks: { quick: 3 },
} satisfies Scenario;
