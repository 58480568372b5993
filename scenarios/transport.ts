import { type Static, Type } from 'typebox';

const noOptions = Type.Object({}, { additionalProperties: false });

/** Options of each transport that a scenario may set; the keys are the names of the transports. */
export const TransportOptions = Type.Object(
  {
    'short-polling': Type.Object(
      { intervalMs: Type.Number({ minimum: 1, description: 'pause between the starts of two polls' }) },
      { additionalProperties: false },
    ),
    'long-polling': Type.Object(
      { waitSeconds: Type.Number({ minimum: 1, maximum: 60, description: 'longest wait of one request' }) },
      { additionalProperties: false },
    ),
    sse: noOptions,
    websocket: noOptions,
    /** Newline-delimited TCP without HTTP: never a contestant, the floor that the others are compared with. */
    'tcp-floor': noOptions,
    /** The server of `tcp-floor`, read by a client that only counts lines: the floor of the client side. */
    'bare-reader': noOptions,
  },
  { additionalProperties: false },
);
export type TransportOptions = Static<typeof TransportOptions>;

/** What a trial measures. */
export type Transport = keyof TransportOptions;

/** Every transport, in the order in which tables and legends show them. */
export const TRANSPORTS = Object.keys(TransportOptions.properties) as Transport[];

/** The four ways that compete. */
export const CONTESTANTS = [
  'short-polling',
  'long-polling',
  'sse',
  'websocket',
] as const satisfies Transport[];

export type Contestant = (typeof CONTESTANTS)[number];
