import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mostWithin } from '../../../bench/replay/most-within.ts';
import { traceFacts } from '../../../bench/replay/trace-facts.ts';
import { madeEvents, TRACE_START_MS } from '../../made/trace.ts';

describe('the busiest stretch', () => {
  test('is the one that a count from every time finds', () => {
    const times = fc.array(fc.integer({ min: 0, max: 200 })).map(list => list.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 50 }), (sorted, length) => {
        const counts = sorted.map(from => sorted.filter(time => time >= from && time < from + length).length);
        const { count, first } = mostWithin(sorted, length);
        expect(count).toBe(Math.max(0, ...counts));
        if (count > 0) expect(counts[first]).toBe(count);
      }),
    );
  });
});

describe('the facts of a trace', () => {
  test('are those of its recorded times', () => {
    const events = madeEvents([0, 59_999, 60_000, 100_000, 119_000, 400_000], ['a', 'b', 'c']);
    expect(traceFacts(events)).toEqual({
      events: 6,
      topics: 3,
      startMs: TRACE_START_MS,
      spanSeconds: 400,
      busiestMinute: { events: 4, startMs: TRACE_START_MS + 59_999 },
    });
  });

  test('of one event', () => {
    expect(traceFacts(madeEvents([0]))).toMatchObject({
      events: 1,
      spanSeconds: 0,
      busiestMinute: { events: 1 },
    });
  });
});
