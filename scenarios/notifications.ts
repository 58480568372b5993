import { usualTransportsAndFloor } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

/** Many users, each with a stream of their own: the social-network case. */
export const notifications = {
  id: 'notifications',
  title: 'Personal notifications',
  question:
    'Four hundred users each get a personal notification now and then: what does each way of telling them cost?',
  prediction:
    'Short polling is late by half its interval on average, and most of its polls come back empty; the rarer the news, the ' +
    'more requests are spent on each. Long polling, SSE and WebSocket deliver within milliseconds. Long polling pays a whole ' +
    'request for each notification, SSE and WebSocket a few bytes of framing.',
  claims: ['C1', 'C2', 'C3', 'C4', 'C8', 'C17', 'C18', 'C19'],
  points: [
    {
      id: 'default',
      label: '400 users, one notification every 4 s each',
      load: {
        audience: { kind: 'own', prefix: 'user-' },
        subscribers: 400,
        arrivals: { kind: 'poisson', ratePerSecond: 100 },
        payloadBytes: 160,
        transports: usualTransportsAndFloor(1000),
      },
    },
  ],
} satisfies Scenario;
