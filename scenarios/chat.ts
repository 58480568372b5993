import type { Load } from './load/load.ts';
import { usualTransports } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

const room: Load = {
  audience: { kind: 'rooms', prefix: 'room-', size: 10 },
  subscribers: 200,
  arrivals: { kind: 'poisson', ratePerSecond: 50 },
  payloadBytes: 120,
  transports: usualTransports(1000),
};

/** Both directions at once. */
export const chat = {
  id: 'chat',
  title: 'Chat',
  question:
    'Two hundred people chat in rooms of ten: what does it buy that a WebSocket can send as well as receive?',
  prediction:
    'A message goes up once and down ten times, so the way down decides the cost. Up, a frame saves the head of a POST and its ' +
    'answer: some 300 bytes bare, more with browser headers, and the work on a request. Latency differs by less than a ' +
    'millisecond where the network is near.',
  claims: ['C6', 'C8', 'C13', 'C18'],
  points: [
    {
      id: 'own-upstream',
      label: '20 rooms of 10, 50 messages a second; WebSocket sends frames, the others POST',
      load: { ...room, senders: { upstream: 'own' } },
    },
    {
      id: 'post-upstream',
      label: '20 rooms of 10, 50 messages a second; all send by POST',
      load: { ...room, senders: { upstream: 'post' } },
    },
  ],
} satisfies Scenario;
