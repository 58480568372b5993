import { usualTransportsAndFloor } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

/** A recorded stream instead of a made-up one; `--trace FILE --speed N` puts another in its place. */
export const trace = {
  id: 'trace',
  title: 'A recorded stream',
  question: 'Real events come in clusters and sizes of their own: does that change the picture?',
  prediction:
    'Arrivals are more uneven than a random stream: quiet stretches make empty polls, clusters make full ones. Latency of the ' +
    'push transports stays what it is; the batches of both pollings grow where events cluster.',
  claims: ['C2', 'C3', 'C4', 'C17', 'C18'],
  points: [
    {
      id: 'default',
      label: 'earthquakes of a week, 10,080 times as fast',
      load: {
        audience: { kind: 'trace' },
        subscribers: 120,
        arrivals: { kind: 'trace', file: 'usgs-earthquakes-one-week.ndjson', speed: 10_080 },
        payloadBytes: 170,
        transports: usualTransportsAndFloor(1000),
      },
    },
  ],
  // The whole week takes 59.9 s of replay: 5 s of warm-up and this.
  windowSeconds: { standard: 55, thorough: 55 },
} satisfies Scenario;
