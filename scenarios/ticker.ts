import { usualTransportsAndFloor } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

/** One stream to all subscribers: a fan-out. */
export const ticker = {
  id: 'ticker',
  title: 'Ticker',
  question: 'Ten updates a second go to five hundred subscribers: which transport has the cheapest fan-out?',
  answeredBy: 'cpu',
  prediction:
    'Every update is written five hundred times, so the last subscriber waits for the other 499. Latency grows with the place in the ' +
    'fan-out. SSE and WebSocket cost about one write per delivery, close to bare TCP. Long polling costs a response and a new request ' +
    'for each delivery. Short polling collects ten updates in one response: late, but cheap in requests and bytes.',
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
