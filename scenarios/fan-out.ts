import type { Scenario } from './scenario.ts';

/** The load that checks whether the lab itself is light enough. */
export const fanOut = {
  id: 'fan-out',
  title: 'Fan-out at 50,000 deliveries a second',
  question:
    'A thousand subscribers get fifty updates a second: how close are server and load generator to bare TCP?',
  answeredBy: 'cpu',
  prediction:
    'SSE and WebSocket write one prepared frame per delivery, as the TCP floor does. So the server should stay within 1.2 to 1.5 times ' +
    'the floor. The clients parse each notification. A reader that only counts lines shows the cost of that.',
  claims: ['C4', 'C17'],
  points: [
    {
      id: 'default',
      label: '1,000 subscribers, 50 updates a second',
      load: {
        audience: { kind: 'shared', topic: 'ticker' },
        subscribers: 1000,
        arrivals: { kind: 'periodic', ratePerSecond: 50 },
        payloadBytes: 120,
        transports: { sse: {}, websocket: {}, 'tcp-floor': {}, 'bare-reader': {} },
      },
    },
  ],
} satisfies Scenario;
