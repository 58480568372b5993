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

/** Traffic in both directions at once. */
export const chat = {
  id: 'chat',
  title: 'Chat',
  question: 'Two hundred people chat in rooms of ten: what does sending over the WebSocket save?',
  answeredBy: 'cpu',
  prediction:
    'A message goes up once and down ten times, so the downstream decides the cost. Upstream, a frame saves the header of a POST and ' +
    'its response: some 300 bytes, or more with browser headers. It also saves the work on a request. Latency differs by less than a ' +
    'millisecond on a near network.',
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
