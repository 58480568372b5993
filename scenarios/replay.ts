import { usualTransportsAndFloor } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

/**
 * A recorded stream instead of a generated one; `--trace FILE --speed N` replaces it by another.
 */
export const trace = {
  id: 'trace',
  title: 'A recorded stream',
  question: 'Real events come in clusters and different sizes: does that change the results?',
  answeredBy: 'cpu',
  prediction:
    'Arrivals are more uneven than in a random stream: quiet times make empty polls, clusters make full ones. The latency of the ' +
    'push transports does not change. In clusters, the batches of short and long polling grow.',
  claims: ['C2', 'C3', 'C4', 'C17', 'C18'],
  points: [
    {
      id: 'default',
      label: 'one week of earthquakes, replayed 10,080 times as fast',
      load: {
        audience: { kind: 'trace' },
        subscribers: 120,
        arrivals: { kind: 'trace', file: 'usgs-earthquakes-one-week.ndjson', speed: 10_080 },
        payloadBytes: 170,
        transports: usualTransportsAndFloor(1000),
      },
    },
  ],
  // The replay of the whole week takes 59.9 s: 5 s of warm-up and this window.
  windowSeconds: { standard: 55, thorough: 55 },
} satisfies Scenario;
