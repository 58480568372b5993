import type { Connection } from './load/connection.ts';
import { connectionLabel } from './load/connection-words.ts';
import type { Load } from './load/load.ts';
import { PAYLOAD_SHAPES, type PayloadShape, SHAPE_BYTES } from './load/payload-shapes.ts';
import { usualTransports } from './load/usual-transports.ts';
import type { Point, Scenario } from './scenario.ts';

const SHAPE_WORDS: Record<PayloadShape, string> = {
  tick: 'a price, 200 B',
  chat: 'a line of chat, 160 B',
  notification: 'a notification, 320 B',
  document: 'an order, 4 KiB',
};

const stream = (payload: PayloadShape, connection: Connection | undefined): Load => ({
  audience: { kind: 'shared', topic: 'stream' },
  subscribers: 100,
  arrivals: { kind: 'periodic', ratePerSecond: 5 },
  payload,
  payloadBytes: SHAPE_BYTES[payload],
  ...(connection && { connection }),
  transports: usualTransports(1000),
});

const KINDS: readonly (Connection | undefined)[] = [
  undefined,
  { compression: 'per-message' },
  { compression: 'shared-context' },
];

const pointOf = (payload: PayloadShape, connection: Connection | undefined): Point => ({
  id: [payload, ...(connection?.compression ? [connection.compression] : [])].join('-'),
  label: [SHAPE_WORDS[payload], ...(connection ? [connectionLabel(connection)] : [])].join(', '),
  load: stream(payload, connection),
});

/** What people send, as it is and compressed. */
export const compression = {
  id: 'compression',
  title: 'Compression',
  question: 'What does compression save of the bytes, and what does it cost in CPU and memory?',
  answeredBy: 'wire',
  prediction:
    'A price or a line of chat alone repeats little: compressed by itself it keeps two thirds of its bytes, an order with many lines one third. ' +
    'With a shared context, names and times of one message are those of the message before: a price keeps a fifth. A packet has 66 B of headers, ' +
    'which nothing compresses, so of small messages less is saved on the wire. Compressed by itself, a message costs the server once for all ' +
    'subscribers. A shared context costs once for each, with 256 KiB of memory for each connection.',
  claims: ['C17'],
  points: PAYLOAD_SHAPES.flatMap(payload => KINDS.map(connection => pointOf(payload, connection))),
  blocks: { quick: 2 },
  windowSeconds: { quick: 2 },
} satisfies Scenario;
