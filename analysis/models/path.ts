import { PACKET_HEADER_BYTES } from './network.ts';

// What a path with delay, jitter and bandwidth does to a message. Notation of METHOD.md: d is one
// transit. Over a path d contains half of the round trip, because it was measured over the path.
// Loss has its own file, and so has slow start.

/**
 * Bytes of content in a full TCP segment on Ethernet: 1,500, less 20 for IPv4 and 32 for TCP with
 * timestamps (RFC 894; RFC 791 §3.1; RFC 9293 §3.1; RFC 7323 §3.2).
 */
export const SEGMENT_BYTES = 1448;

/** TCP segments of a message, if it goes out in one write. */
export const segmentsOf = (messageBytes: number): number =>
  Math.max(1, Math.ceil(messageBytes / SEGMENT_BYTES));

/** Bytes of a message on the wire: with the TCP, IP and Ethernet headers of its segments. */
export const wireBytesOf = (messageBytes: number): number =>
  messageBytes + segmentsOf(messageBytes) * PACKET_HEADER_BYTES;

/**
 * Serialization in ms: the time that the bits of a message take at a rate, headers included. It is
 * 8 bytes / rate, because a kbit/s is a bit/ms. 0 if the rate is undefined: unlimited.
 */
export function serializationMs(messageBytes: number, kbitPerSecond: number | undefined): number {
  return kbitPerSecond === undefined ? 0 : (8 * wireBytesOf(messageBytes)) / kbitPerSecond;
}

/** The least that the queue before a bandwidth limit holds, in bytes. */
const LEAST_QUEUE_BYTES = 65_536;

/**
 * The bytes that the queue before a bandwidth limit of the lab's paths holds: what the path itself
 * holds, rate × round trip, or 64 KiB. More are dropped at the tail.
 */
export function queueLimitBytes(kbitPerSecond: number, rttMs: number): number {
  return Math.max(LEAST_QUEUE_BYTES, (kbitPerSecond * rttMs) / 8);
}

/**
 * The real period of short polling on a fixed schedule, in ms. A poll is due every T, and is
 * skipped while another is in progress. With the round trip R of a poll, from request to answer,
 * the next poll is the first one due after the answer: the period is T (⌊R/T⌋ + 1). It is T while
 * R < T. All formulas for a fixed schedule hold with this period instead of T.
 */
export function shortPollPeriodMs({
  intervalMs,
  roundTripMs,
}: {
  intervalMs: number;
  roundTripMs: number;
}): number {
  return intervalMs * (Math.floor(roundTripMs / intervalMs) + 1);
}

/**
 * A message to the server and back to its sender, in ms: T = F + P + R + D. F forward and R back
 * are one transit each. `waitMs` is the wait for the next poll, in the mean: 0 for push, half a
 * period for short polling. P and D, processing and handling, have no distance in them.
 */
export function echoMs({
  transitMs,
  processingMs,
  waitMs,
  handlingMs,
}: {
  transitMs: number;
  processingMs: number;
  waitMs: number;
  handlingMs: number;
}): number {
  return transitMs + processingMs + (waitMs + transitMs) + handlingMs;
}

/**
 * The variance of the delay of one direction, in ms²: 2/9 of the square of the jitter. The delay
 * deviates along straight lines between values drawn evenly from −jitter to jitter. Even values
 * have the variance jitter²/3, and a random place between two of them keeps 2/3 of it.
 */
export function jitterVariance(jitterMs: number): number {
  return (2 / 9) * jitterMs ** 2;
}

/**
 * The mean wait for a poll in ms when the polls arrive with jitter: P/2 + V/P, with the period P
 * and the variance V of one direction. An arrival waits E(I²)/(2 E(I)) in the mean (Ross,
 * Introduction to Probability Models, §7.7); the time I between two polls has the mean P and the
 * variance 2V.
 */
export function jitteredPollWaitMs({ periodMs, jitterMs }: { periodMs: number; jitterMs: number }): number {
  return periodMs / 2 + jitterVariance(jitterMs) / periodMs;
}

/** The places between two values at which their line is taken. */
const LINE_PLACES = 8;

/**
 * `count` deviations of the delay in ms, all equally likely: quantiles of the distribution whose
 * variance is `jitterVariance`. Their mean is 0: jitter adds nothing to the mean of one transit.
 */
export function jitterDeviationsMs(jitterMs: number, count: number): number[] {
  if (jitterMs === 0) return [0];
  const ends = Array.from({ length: 2 * count }, (_, index) => ((index + 0.5) / count - 1) * jitterMs);
  const deviations: number[] = [];
  for (const from of ends) {
    for (const to of ends) {
      for (let place = 0; place < LINE_PLACES; place++) {
        deviations.push(from + ((place + 0.5) / LINE_PLACES) * (to - from));
      }
    }
  }
  deviations.sort((a, b) => a - b);
  const groupSize = deviations.length / count;
  // The mean of each group, so that the mean of all stays 0.
  return Array.from({ length: count }, (_, index) => {
    const group = deviations.slice(Math.round(index * groupSize), Math.round((index + 1) * groupSize));
    return group.reduce((sum, one) => sum + one, 0) / group.length;
  });
}
