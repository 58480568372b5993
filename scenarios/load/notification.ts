import { type Static, Type } from 'typebox';

/**
 * A stamp: whole microseconds of CLOCK_MONOTONIC, counted from 10^15. One clock for every process of one host; an integer
 * below 2^53, so that it survives JSON.
 */
export type MonotonicMicros = number;

/** Every stamp then has 16 digits, and a notification as many bytes on a machine that runs for a year as after a minute. */
const ORIGIN_MICROS = 1e15;

/** What a topic may be called: any text without control characters, short enough for a URL. */
export const Topic = Type.String({ minLength: 1, maxLength: 128, pattern: '^[^\\u0000-\\u001f\\u007f]+$' });

/** One message, as every transport delivers it. `seq` rises by 1 within its topic, from 1. */
export interface Notification {
  seq: number;
  topic: string;
  /** When the schedule wanted it sent; latency counts from here. */
  scheduledAt: MonotonicMicros;
  /** When the publisher really sent it. */
  publishedAt: MonotonicMicros;
  /** Where a client published it: when the server received that, and when it had made this of it. */
  receivedAt?: MonotonicMicros;
  answeredAt?: MonotonicMicros;
  /** Any JSON value. */
  payload: unknown;
}

const Stamp = Type.Optional(Type.Integer({ minimum: 0 }));

/** A notification before the feed numbered it: one NDJSON line of the publisher, or the body of a POST. */
export const Draft = Type.Object(
  {
    topic: Topic,
    scheduledAt: Stamp,
    publishedAt: Stamp,
    payload: Type.Unknown(),
  },
  { additionalProperties: false, required: ['topic', 'payload'] },
);
export type Draft = Static<typeof Draft>;

/** A draft without its topic: a frame from a client, whose connection follows the topic already. */
export const Publication = Type.Object(
  { scheduledAt: Stamp, publishedAt: Stamp, payload: Type.Unknown() },
  { additionalProperties: false, required: ['payload'] },
);
export type Publication = Static<typeof Publication>;

/** Now, as a stamp. */
export function nowMicros(): MonotonicMicros {
  const [seconds, nanoseconds] = process.hrtime();
  return ORIGIN_MICROS + seconds * 1_000_000 + Math.floor(nanoseconds / 1000);
}
