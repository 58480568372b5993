import { describe, expect, test } from 'vitest';
import { feedCapacityFor } from '../../../bench/replay/feed-capacity.ts';
import { ANSWER_BYTES, FEED_CAPACITY } from '../../../scenarios/load/feed-limits.ts';
import { evenly } from '../../made/trace.ts';

/** So many notifications, evenly over so many seconds. */
const topic = (count: number, seconds: number, largestBytes = 100) => ({
  atMicros: evenly(count, (seconds * 1e6) / count),
  largestBytes,
});

describe('the feed holds what a topic has in the longest gap between two polls, with room', () => {
  test('two intervals, a second and the probe', () => {
    expect(feedCapacityFor([topic(6000, 2)], 1000)).toBe(6001);
    expect(feedCapacityFor([topic(60_000, 30)], 1000)).toBe(6001);
    expect(feedCapacityFor([topic(60_000, 30)], 100)).toBe(2401);
    expect(feedCapacityFor([topic(60_000, 30)], 0)).toBe(2001);
  });

  test('of the busiest topic, and never less than usual', () => {
    expect(feedCapacityFor([topic(5, 1), topic(2000, 1), topic(3000, 10)], 1000)).toBe(2001);
    expect(feedCapacityFor([topic(100, 1)], 1000)).toBe(FEED_CAPACITY);
    expect(feedCapacityFor([], 1000)).toBe(FEED_CAPACITY);
  });

  test('all of a topic, if one answer may not carry what a gap has', () => {
    const large = ANSWER_BYTES / 100;
    expect(feedCapacityFor([topic(4000, 40, large)], 1000)).toBe(4001);
    expect(feedCapacityFor([topic(4000, 400, large)], 1000)).toBe(FEED_CAPACITY);
  });
});
