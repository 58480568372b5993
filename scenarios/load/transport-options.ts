import { type Static, Type } from 'typebox';
import { DEFAULT_HEARTBEAT_SECONDS } from './default-heartbeat.ts';

// Pages need the number without the schema.
export { DEFAULT_HEARTBEAT_SECONDS } from './default-heartbeat.ts';

const noOptions = Type.Object({}, { additionalProperties: false });

const heartbeatSeconds = Type.Optional(
  Type.Number({
    minimum: 0,
    maximum: 60,
    description: `between two heartbeats of a stream; 0: none; absent: ${DEFAULT_HEARTBEAT_SECONDS}`,
  }),
);

const keepAlive = Type.Optional(
  Type.Boolean({ description: 'false: each request opens its own connection' }),
);

/** How the body of a poll may be compressed. */
export const BODY_CODINGS = ['gzip', 'zstd'] as const;
export type BodyCoding = (typeof BODY_CODINGS)[number];

const coding = Type.Optional(
  Type.Enum(BODY_CODINGS, { description: 'of bodies, for a load with compression; gzip by default' }),
);

/** How zlib compresses, where not by its defaults: a window of 2^15 B and memory level 8. */
const Deflate = Type.Object(
  {
    windowBits: Type.Optional(
      Type.Integer({ minimum: 9, maximum: 15, description: 'a message refers to 2^windowBits B before it' }),
    ),
    memLevel: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
    thresholdBytes: Type.Optional(
      Type.Integer({ minimum: 1, description: 'of WebSocket: shorter messages are sent as they are' }),
    ),
  },
  { additionalProperties: false, description: 'for a load with compression' },
);
export type Deflate = Static<typeof Deflate>;

export const WEBSOCKET_ENCODINGS = ['text', 'binary', 'msgpack'] as const;
export type WebSocketEncoding = (typeof WEBSOCKET_ENCODINGS)[number];

/** The options of each transport; the keys are the names of the transports. */
export const TransportOptions = Type.Object(
  {
    'short-polling': Type.Object(
      {
        intervalMs: Type.Number({ minimum: 1, description: 'between the starts of two polls, or the pause' }),
        pacing: Type.Optional(
          Type.Enum(['fixed', 'pause'], {
            description: 'fixed (default): due at set times; pause: the interval runs from each answer',
          }),
        ),
        phases: Type.Optional(
          Type.Enum(['spread', 'random', 'together'], {
            description: 'how subscribers are placed in the interval; spread evenly by default',
          }),
        ),
        latest: Type.Optional(
          Type.Integer({ minimum: 1, description: 'polls for this number of the latest, without a cursor' }),
        ),
        etag: Type.Optional(
          Type.Boolean({
            description: 'with `latest`: polls with If-None-Match, so an unchanged list is a 304',
          }),
        ),
        keepAlive: keepAlive,
        coding,
      },
      { additionalProperties: false },
    ),
    'long-polling': Type.Object(
      {
        waitSeconds: Type.Integer({ minimum: 1, maximum: 60, description: 'longest wait of one request' }),
        spreadFirstWait: Type.Optional(
          Type.Boolean({
            description:
              'first waits are drawn evenly up to the longest, as in a system that has run for long',
          }),
        ),
        keepAlive: keepAlive,
        coding,
      },
      { additionalProperties: false },
    ),
    sse: Type.Object({ heartbeatSeconds, deflate: Type.Optional(Deflate) }, { additionalProperties: false }),
    websocket: Type.Object(
      {
        encoding: Type.Optional(
          Type.Enum(WEBSOCKET_ENCODINGS, {
            description:
              'text (default): JSON in text frames; binary: JSON in binary frames; msgpack: MessagePack',
          }),
        ),
        heartbeatSeconds,
        deflate: Type.Optional(Deflate),
      },
      { additionalProperties: false },
    ),
    'tcp-floor': noOptions,
    'bare-reader': noOptions,
  },
  { additionalProperties: false },
);
export type TransportOptions = Static<typeof TransportOptions>;
