import { ANSWER_BYTES, FEED_CAPACITY } from '../../scenarios/load/feed-limits.ts';
import { mostWithin } from './most-within.ts';

/** The notifications of one topic: due times in µs, sorted, and the size of the largest. */
export interface TopicTimes {
  atMicros: number[];
  largestBytes: number;
}

/** Room beyond the interval of polls: a poll may be left out, and any connection may be slow. */
const MISSED_POLLS = 1;
const SLOW_MICROS = 1_000_000;

/**
 * How many notifications of a topic the server must hold, so that a client that is not late by more
 * than a poll and a second finds the next one after its cursor: the most of one topic within such a
 * gap, or all of a topic that one answer may not carry. Never less than the server holds anyway.
 * `pollIntervalMs` is 0 without short polling.
 */
export function feedCapacityFor(topics: Iterable<TopicTimes>, pollIntervalMs: number): number {
  const gapMicros = (1 + MISSED_POLLS) * pollIntervalMs * 1000 + SLOW_MICROS;
  let capacity = FEED_CAPACITY;
  for (const { atMicros, largestBytes } of topics) {
    const { count } = mostWithin(atMicros, gapMicros);
    const isCarried = count * largestBytes <= ANSWER_BYTES;
    // One more for the probe, which comes before the first.
    capacity = Math.max(capacity, 1 + (isCarried ? count : atMicros.length));
  }
  return capacity;
}
