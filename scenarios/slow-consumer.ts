import { usualTransportsAndFloor } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

/** One reader out of a hundred stops reading. */
export const slowConsumer = {
  id: 'slow-consumer',
  title: 'Slow readers',
  question: 'One reader out of a hundred stops reading: what does it cost the server and the other readers?',
  answeredBy: 'peak-rss',
  prediction:
    'A push server buffers what the reader does not read. First the kernel does so, with some megabytes per connection, and then the ' +
    'process, up to its limit of 1 MiB. Then the server cuts the reader off. The other readers are not affected. A polling client ' +
    'that does not read makes no further polls, so it costs one response.',
  claims: ['C15'],
  points: [
    {
      id: 'default',
      label: '100 subscribers, one of them stalled; 20 notifications of 20 KiB a second to all',
      load: {
        audience: { kind: 'shared', topic: 'feed' },
        subscribers: 100,
        arrivals: { kind: 'periodic', ratePerSecond: 20 },
        payloadBytes: 20_480,
        stalledShare: 0.01,
        transports: usualTransportsAndFloor(500),
      },
    },
  ],
  windowSeconds: { smoke: 16, quick: 16, standard: 20 },
  blocks: { quick: 1, standard: 3, thorough: 5 },
} satisfies Scenario;
