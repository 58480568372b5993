import { usualTransportsAndFloor } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

/** Many users, each with its own stream, as in a social network. */
export const notifications = {
  id: 'notifications',
  title: 'Personal notifications',
  question: 'Four hundred users get rare personal notifications: what does each transport cost?',
  answeredBy: 'cpu',
  prediction:
    'Short polling is late by half its interval on average, and most of its polls are empty. The rarer the updates, the more requests ' +
    'it makes per notification. Long polling, SSE and WebSocket deliver within milliseconds. Long polling needs a whole request for ' +
    'each notification; SSE and WebSocket need a few bytes of framing.',
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
