import type { Load } from './load/load.ts';
import { type PayloadShape, SHAPE_BYTES } from './load/payload-shapes.ts';
import { BODY_CODINGS, type BodyCoding } from './load/transport-options.ts';
import type { Point, Scenario } from './scenario.ts';

const SHAPES: readonly [PayloadShape, label: string][] = [
  ['tick', 'prices, 200 B each'],
  ['document', 'orders, 4 KiB each'],
];

/** Five a second: a short poll brings five at once, a long poll each by itself. */
const polled = (payload: PayloadShape, coding: BodyCoding | undefined): Load => ({
  audience: { kind: 'shared', topic: 'stream' },
  subscribers: 100,
  arrivals: { kind: 'periodic', ratePerSecond: 5 },
  payload,
  payloadBytes: SHAPE_BYTES[payload],
  ...(coding && { connection: { compression: 'per-message' } }),
  transports: {
    'short-polling': { intervalMs: 1000, ...(coding && { coding }) },
    'long-polling': { waitSeconds: 25, ...(coding && { coding }) },
  },
});

const pointOf = (payload: PayloadShape, label: string, coding: BodyCoding | undefined): Point => ({
  id: coding ? `${payload}-${coding}` : payload,
  label: coding ? `${label}, ${coding}` : label,
  load: polled(payload, coding),
});

/** How the bodies of polls are compressed. */
export const bodyCodings = {
  id: 'body-codings',
  title: 'Codings for polls',
  question: 'Are the bodies of polls smaller or cheaper with zstd than with gzip?',
  answeredBy: 'wire',
  prediction:
    'zstd is made for more than a few hundred bytes, and its frame has 9 to 13 B where gzip has 18. On one price both keep two thirds, on an order ' +
    'one third. The server compresses a body once for all who poll alike, so its CPU differs little.',
  claims: [],
  points: SHAPES.flatMap(([payload, label]) =>
    [undefined, ...BODY_CODINGS].map(coding => pointOf(payload, label, coding)),
  ),
  blocks: { quick: 2 },
  windowSeconds: { quick: 2 },
} satisfies Scenario;
