import { usualTransportsAndFloor } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

/** One stream to everybody: the fan-out case. */
export const ticker = {
  id: 'ticker',
  title: 'Ticker',
  question:
    'One stream of ten updates a second goes to five hundred subscribers: who carries the fan-out cheaply?',
  prediction:
    'Every update is written five hundred times, so the last subscriber waits for the other 499: latency grows with the place ' +
    'in the fan-out. SSE and WebSocket cost about one write a delivery, close to bare TCP. Long polling answers and takes a new ' +
    'request for each. Short polling collects ten updates in one answer: late, but cheap in requests and bytes.',
  claims: ['C3', 'C4', 'C8', 'C17', 'C18', 'C19'],
  points: [
    {
      id: 'default',
      label: '500 subscribers, 10 updates a second',
      load: {
        audience: { kind: 'shared', topic: 'ticker' },
        subscribers: 500,
        arrivals: { kind: 'periodic', ratePerSecond: 10 },
        payloadBytes: 120,
        transports: usualTransportsAndFloor(1000),
      },
    },
  ],
} satisfies Scenario;
