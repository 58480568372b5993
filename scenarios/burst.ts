import { usualTransportsAndFloor } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

/** Many notifications at the same moment. */
export const burst = {
  id: 'burst',
  title: 'Bursts',
  question: 'A hundred notifications come at once: how many messages does each transport need?',
  answeredBy: 'wire',
  prediction:
    'Short polling needs one: all hundred share one response and one header. Long polling answers at once with the first, ' +
    'and the next poll gets the other 99. SSE and WebSocket write a hundred frames. TCP joins frames that are ' +
    'written together, so there are fewer packets than frames.',
  claims: ['C4', 'C17'],
  points: [
    {
      id: 'default',
      label: '100 notifications at once every 2 s, to each of 50 subscribers',
      load: {
        audience: { kind: 'shared', topic: 'feed' },
        subscribers: 50,
        arrivals: { kind: 'burst', size: 100, everySeconds: 2 },
        payloadBytes: 160,
        transports: usualTransportsAndFloor(1000),
      },
    },
  ],
  windowSeconds: { smoke: 2, quick: 4 },
} satisfies Scenario;
