import type { Scenario } from './scenario.ts';

/** Many connections on one server process. */
export const crowd = {
  id: 'crowd',
  title: 'Ten thousand subscribers',
  question: 'Can one server process serve ten thousand subscribers without a loss?',
  answeredBy: 'cpu',
  prediction:
    'Yes: an idle connection costs memory and no CPU. A notification to all is written ten thousand times in a row. At ten ' +
    'microseconds each, the last subscriber gets it a tenth of a second late. Long polling answers ten thousand requests and at once ' +
    'gets ten thousand new ones, so it needs a slower stream.',
  claims: ['C4'],
  points: [
    {
      id: 'push',
      label: '10,000 subscribers, 1 notification a second to all',
      load: {
        audience: { kind: 'shared', topic: 'everyone' },
        subscribers: 10_000,
        arrivals: { kind: 'periodic', ratePerSecond: 1 },
        payloadBytes: 120,
        transports: { sse: {}, websocket: {}, 'tcp-floor': {} },
      },
    },
    {
      id: 'long-polling',
      label: '10,000 subscribers, 1 notification every 5 seconds to all',
      load: {
        audience: { kind: 'shared', topic: 'everyone' },
        subscribers: 10_000,
        arrivals: { kind: 'periodic', ratePerSecond: 0.2 },
        payloadBytes: 120,
        transports: { 'long-polling': { waitSeconds: 25 }, 'tcp-floor': {} },
      },
    },
  ],
  windowSeconds: { smoke: 5, quick: 10 },
} satisfies Scenario;
