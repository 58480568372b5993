import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { proposedSpeed } from '../../../bench/replay/proposed-speed.ts';
import { evenly, madeEvents, manyTopics, TRACE_START_MS } from '../../made/trace.ts';

const bounds = {
  seconds: 3.2,
  subscribersOf: (topics: number) => Math.max(120, topics),
  mostTopics: 20_000,
};

describe('the proposed speed', () => {
  test('replays a trace as a whole within warm-up and window, with two digits', () => {
    // A week in 3.2 s is 189,000 times as fast.
    expect(proposedSpeed(madeEvents([0, 6e8, 604_800_000]), bounds)).toEqual({ speed: 190_000, events: 3 });
    expect(proposedSpeed(madeEvents(evenly(100, 10)), bounds)).toEqual({ speed: 0.31, events: 100 });
  });

  test('has the last event before the end, and not much before it', () => {
    const spans = fc.double({ min: 0.001, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(spans, fc.constantFrom(1.2, 3.2, 15, 60), (spanSeconds, seconds) => {
        const events = madeEvents([0, spanSeconds * 1000]);
        const proposal = proposedSpeed(events, { ...bounds, seconds });
        const lastSeconds = ((events[1]?.time ?? 0) - TRACE_START_MS) / 1000 / (proposal?.speed ?? 0);
        expect(lastSeconds).toBeLessThan(seconds);
        expect(lastSeconds).toBeGreaterThan(seconds * 0.83);
      }),
    );
  });

  test('of a trace with many deliveries is that of a part', () => {
    const events = madeEvents(evenly(100_000, 10), manyTopics(10));
    // 120 subscribers of 10 topics are 12 deliveries each; 5,000 a second are allowed.
    expect(proposedSpeed(events, bounds)).toEqual({ speed: 4.2, events: Math.floor((5000 * 3.2) / 12) });
  });

  test('of a trace with many topics is that of a part with 1,000 of them, or with as many as fit here', () => {
    const events = madeEvents(evenly(30_000, 10), manyTopics(30_000));
    expect(proposedSpeed(events, bounds)).toEqual({ speed: 3.2, events: 1000 });
    expect(proposedSpeed(events, { ...bounds, mostTopics: 50 })?.events).toBe(50);
  });

  test('is that of ten notifications to each subscriber, however many were asked for', () => {
    const events = madeEvents(evenly(5000, 10));
    expect(proposedSpeed(events, { ...bounds, subscribersOf: () => 10_000 })?.events).toBe(10);
  });

  test('is none where all events have one time', () => {
    expect(proposedSpeed(madeEvents([0]), bounds)).toBeNull();
    expect(proposedSpeed(madeEvents([0, 0, 0]), bounds)).toBeNull();
  });
});
