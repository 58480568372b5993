import type { Load } from './load/load.ts';
import type { Scenario } from './scenario.ts';

const waiting = (subscribers: number): Load => ({
  audience: { kind: 'shared', topic: 'everyone' },
  subscribers,
  arrivals: { kind: 'none' },
  payloadBytes: 120,
  transports: {
    'short-polling': { intervalMs: 5000 },
    'long-polling': { waitSeconds: 25, spreadFirstWait: true },
    sse: {},
    websocket: {},
    'tcp-floor': {},
  },
});

/** The shortest read time-outs of stock clients are 5 s (docs/clients.md). */
const heartbeatsEvery = (heartbeatSeconds: number): Load['transports'] => ({
  sse: { heartbeatSeconds },
  websocket: { heartbeatSeconds },
});

/** The cost of subscribers without notifications. */
export const idle = {
  id: 'idle',
  title: 'Idle subscribers',
  question: 'What does it cost to keep subscribers waiting without notifications?',
  answeredBy: 'idle-wire',
  prediction:
    'A waiting connection costs memory, and a heartbeat every 15 s. A polling client costs a request every interval, with updates or ' +
    'without. Per subscriber and hour, these are 720 short polls (every 5 s) or 144 long polls (every 25 s). SSE and WebSocket send ' +
    '240 heartbeats of a few bytes each. A heartbeat every 4 s, which clients with short time-outs need, makes 900 of these.',
  claims: ['C1', 'C2', 'C4', 'C8'],
  points: [
    { id: '1000', label: '1,000 subscribers, no notification', load: waiting(1000) },
    { id: '5000', label: '5,000 subscribers, no notification', load: { ...waiting(5000), heldOut: true } },
    { id: '10000', label: '10,000 subscribers, no notification', load: waiting(10_000) },
    {
      id: '10000-heartbeat-4s',
      label: '10,000 subscribers, no notification, heartbeat every 4 s',
      load: { ...waiting(10_000), transports: heartbeatsEvery(4) },
    },
  ],
  windowSeconds: { quick: 5 },
  blocks: { quick: 2, standard: 3, thorough: 5 },
} satisfies Scenario;
