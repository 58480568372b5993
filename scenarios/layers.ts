import type { Connection } from './load/connection.ts';
import { connectionLabel } from './load/connection-words.ts';
import type { Load } from './load/load.ts';
import { SHAPE_BYTES } from './load/payload-shapes.ts';
import { usualTransportsAndFloor } from './load/usual-transports.ts';
import type { Point, Scenario } from './scenario.ts';

const single: Load = {
  audience: { kind: 'own', prefix: 'user ' },
  subscribers: 100,
  arrivals: { kind: 'poisson', ratePerSecond: 50 },
  payload: 'tick',
  payloadBytes: SHAPE_BYTES.tick,
  transports: usualTransportsAndFloor(1000),
};

const stream: Load = {
  ...single,
  audience: { kind: 'shared', topic: 'ticker' },
  subscribers: 300,
  arrivals: { kind: 'periodic', ratePerSecond: 10 },
};

const KINDS: readonly [id: string, connection: Connection][] = [
  ['tls', { tls: 'full' }],
  ['http2', { tls: 'full', http: 2 }],
  ['compressed', { compression: 'shared-context' }],
  ['tls-compressed', { tls: 'full', compression: 'shared-context' }],
  ['http2-compressed', { tls: 'full', http: 2, compression: 'shared-context' }],
];

/** A load as it is, over TLS, and over HTTP/2; each of them compressed too, side by side. */
const inLayers = (id: string, label: string, load: Load): Point[] => [
  { id, label, load },
  ...KINDS.map(([kind, connection]) => ({
    id: `${id}-${kind}`,
    label: `${label}, ${connectionLabel(connection)}`,
    load: { ...load, connection },
  })),
];

/** The bytes and the CPU of each layer below a transport. */
export const layers = {
  id: 'layers',
  title: 'The layers below a transport',
  question: 'What do TLS, HTTP/2 and compression change of a delivery, layer by layer, in bytes and in CPU?',
  answeredBy: 'wire',
  prediction:
    'Each message becomes a record of TLS, which adds 22 B: a header of 5, a type and a tag of 16. So a push adds 22 B to a notification, and a ' +
    'poll 44: for its request and for its answer. Short polling pays that for empty polls too: at one notification in two seconds and a poll a ' +
    'second, about 90 B for each notification. Encrypting so few bytes takes a server less time than the system calls around it. HTTP/2 adds 9 B for ' +
    'each frame. It takes most headers of a poll away, and the 7 B of a chunk from an event. With a shared context, a price of 200 B keeps a fifth ' +
    'of its bytes in a stream, and two thirds in the body of a poll, over HTTP/2 as over HTTP/1.1. The headers of packets stay as they are: 66 B each.',
  claims: ['C14', 'C17', 'C19'],
  points: [
    ...inLayers('single', '100 users, each with its own notification every 2 s', single),
    ...inLayers('stream', '300 subscribers, 10 updates a second', stream),
  ],
  blocks: { quick: 2 },
  windowSeconds: { quick: 2 },
} satisfies Scenario;
