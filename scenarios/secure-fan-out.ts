import type { Load } from './load/load.ts';
import type { Scenario } from './scenario.ts';

/** Below half of a core on both sides, so that TLS has room: 20,000 deliveries a second. */
const load: Load = {
  audience: { kind: 'shared', topic: 'ticker' },
  subscribers: 400,
  arrivals: { kind: 'periodic', ratePerSecond: 50 },
  payloadBytes: 120,
  transports: { sse: {}, websocket: {}, 'tcp-floor': {}, 'bare-reader': {} },
};

/** What TLS and HTTP/2 cost each side of a fan-out. */
export const secureFanOut = {
  id: 'secure-fan-out',
  title: 'Fan-out over TLS',
  question:
    'Four hundred subscribers get fifty updates a second: what do TLS and HTTP/2 cost server and clients?',
  answeredBy: 'cpu',
  prediction:
    'A frame without TLS goes from its buffer to the socket in one call. Over TLS each is a record of its own: encrypted, copied, and written with ' +
    'a callback. That costs by the write and not by the byte, so the server takes about twice as much a delivery. Over HTTP/2 it takes 1.2 to ' +
    '1.3 times that, for the frame around it. A client decrypts each record too. The bare reader over TLS shows what that costs without the rest.',
  claims: ['C14'],
  points: [
    { id: 'plain', label: '400 subscribers, 50 updates a second', load },
    {
      id: 'tls',
      label: '400 subscribers, 50 updates a second, over TLS',
      load: { ...load, connection: { tls: 'full' } },
    },
    {
      id: 'http2',
      label: '400 subscribers, 50 updates a second, over HTTP/2 and TLS',
      load: { ...load, connection: { tls: 'full', http: 2 }, transports: { sse: {}, websocket: {} } },
    },
  ],
  windowSeconds: { quick: 2 },
} satisfies Scenario;
