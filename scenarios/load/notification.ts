import { type Static, Type } from 'typebox';

/**
 * A stamp: whole microseconds of CLOCK_MONOTONIC, counted from 10^15. All processes of one host
 * share the clock. A stamp is an integer below 2^53, which JSON keeps exactly.
 */
export type MonotonicMicros = number;

/**
 * With this origin every stamp has 16 digits, so the size of a notification does not depend on the
 * uptime of the machine.
 */
const ORIGIN_MICROS = 1e15;

/**
 * The name of a topic: any text without control characters, short enough for a URL. Half a
 * surrogate pair is no text: UTF-8 cannot carry it, so every subscriber would get another name. The
 * pattern is one with the flag `u`, in which only a lone half is in that range.
 */
export const Topic = Type.String({
  minLength: 1,
  maxLength: 128,
  pattern: '^[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]+$',
});

/** One message, as every transport delivers it. `seq` counts from 1 within its topic. */
export interface Notification {
  seq: number;
  topic: string;
  /** When it was due by the schedule; latency counts from here. */
  scheduledAt: MonotonicMicros;
  /** When the publisher really sent it. */
  publishedAt: MonotonicMicros;
  /**
   * For a notification from a client: when the server received it, and when the server had
   * processed it.
   */
  receivedAt?: MonotonicMicros;
  answeredAt?: MonotonicMicros;
  /** Any JSON value. */
  payload: unknown;
}

const Stamp = Type.Optional(Type.Integer({ minimum: 0 }));

/**
 * A notification before the feed numbers it: one NDJSON line of the publisher, or the body of a
 * POST.
 */
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

/**
 * A draft without its topic: a frame from a client on a connection that already follows the topic.
 */
export const Publication = Type.Object(
  { scheduledAt: Stamp, publishedAt: Stamp, payload: Type.Unknown() },
  { additionalProperties: false, required: ['payload'] },
);
export type Publication = Static<typeof Publication>;

/** The present time as a stamp. */
export function nowMicros(): MonotonicMicros {
  const [seconds, nanoseconds] = process.hrtime();
  return ORIGIN_MICROS + seconds * 1_000_000 + Math.floor(nanoseconds / 1000);
}
