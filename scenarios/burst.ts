import { usualTransportsAndFloor } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

/** Many notifications at the same moment. */
export const burst = {
  id: 'burst',
  title: 'Bursts',
  question: 'A hundred notifications come at once: who sends them as a hundred messages, and who as one?',
  prediction:
    'Short polling collects all hundred in one answer and pays one head for them. Long polling answers with the first at once, ' +
    'and with the other 99 when it is asked again. SSE and WebSocket write a hundred frames; TCP joins what is ' +
    'written together, so that packets are fewer than frames.',
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
