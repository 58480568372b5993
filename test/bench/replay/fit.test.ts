import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fitReplay } from '../../../bench/replay/fit.ts';
import type { ReplayWishes } from '../../../bench/replay/pace.ts';
import type { Room } from '../../../bench/replay/room.ts';
import { presets } from '../../../bench/run/presets.ts';
import type { TraceArrivals } from '../../../scenarios/load/arrivals.ts';
import { schedule, topicsOf } from '../../../scenarios/load/schedule.ts';
import type { TraceEvent } from '../../../scenarios/load/trace.ts';
import { trace } from '../../../scenarios/replay.ts';
import type { Point } from '../../../scenarios/scenario.ts';
import { evenly, madeEvents, manyTopics, traceLines } from '../../made/trace.ts';

const { load } = trace.points[0] as Point;
const usual = load.arrivals as TraceArrivals;
const QUICK = { ...presets.quick, hasFixedWindow: false };
const ROOM: Room = {
  topics: { most: 100_000, because: 'the server holds no more' },
  subscribers: { most: 19_800, because: 'a process here may have 20,000 open files (ulimit -n)' },
};

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pushlab-'));
  file = join(folder, 'my.ndjson');
});
afterEach(() => rmSync(folder, { recursive: true }));

function fitted(events: readonly TraceEvent[], wishes: ReplayWishes = {}, room = ROOM) {
  writeFileSync(file, traceLines(events));
  return fitReplay(load, usual, { trace: { file }, ...wishes }, QUICK, room);
}
const fault = (...args: Parameters<typeof fitted>): string => {
  try {
    fitted(...args);
  } catch (error) {
    expect((error as Error).message).not.toContain('\n');
    return (error as Error).message;
  }
  throw new Error('it was accepted');
};

describe('without a speed', () => {
  test('the whole trace is replayed in the time of the preset', () => {
    const { load: own, pace, part } = fitted(madeEvents(evenly(300, 1000), ['a', 'b', 'c']));
    expect(pace).toEqual({ speed: 94, events: 300, windowSeconds: 2.2, isProposed: true });
    expect(own).toMatchObject({ subscribers: 120, arrivals: { file, speed: 94, events: 300 } });
    const due = schedule(own, 1, 3.2);
    expect(due).toHaveLength(300);
    expect(part.measured).toBe(due.filter(({ atMicros }) => atMicros >= 1e6).length);
    expect(part.deliveriesPerSecond).toBeCloseTo((300 * 40) / 3.2, 9);
  });

  test('too many topics leave a part, which has its own topics', () => {
    const { load: own, part } = fitted(madeEvents(evenly(120_000, 1), manyTopics(120_000)));
    expect(own.subscribers).toBe(1000);
    expect(topicsOf(own)).toEqual(manyTopics(1000));
    expect(part.events).toHaveLength(1000);
  });

  test('the lab’s own trace has the speed of its scenario, and all its topics', () => {
    const { load: own, pace } = fitReplay(load, usual, {}, QUICK, ROOM);
    expect(pace).toMatchObject({ speed: 10_080, isProposed: false, windowSeconds: 2.2 });
    expect(own).toEqual({ ...load, arrivals: { ...usual, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    expect(topicsOf(own)).toHaveLength(12);
  });
});

describe('at a speed', () => {
  test('the window is as long as the replay, up to a minute', () => {
    const events = madeEvents(evenly(300, 100), manyTopics(300));
    expect(fitted(events, { speed: 2 }).pace).toMatchObject({ windowSeconds: 14, isProposed: false });
    const { pace, part } = fitted(events, { speed: 0.1 });
    expect(pace.windowSeconds).toBe(60);
    expect(part.events).toHaveLength(61);
  });

  test('at which nothing would be measured: another is said', () => {
    expect(fault(madeEvents(evenly(300, 100)), { speed: 1000 })).toBe(
      'trace my.ndjson: it has no event between second 1 (end of warm-up) and 2: at speed 1000 it lasts 0.0299 s; --speed 4.2 fits',
    );
    expect(fault(madeEvents([0, 500, 1900], ['a', 'a', 'b']), { speed: 1, subscribers: 1 })).toBe(
      'trace my.ndjson: no subscriber follows a topic that has an event between second 1 (end of warm-up) and 2; choose more --subscribers',
    );
    expect(fault(madeEvents([0, 0]))).toBe(
      'trace my.ndjson: the events have all one time: no speed spreads them over a window',
    );
  });
});

describe('the digest', () => {
  const events = madeEvents(evenly(50, 100), ['a', 'b']);
  const digest = (wishes: ReplayWishes = {}) => fitted(events, wishes).arrivals.sha256;

  test('is that of what is replayed', () => {
    const whole = digest({ speed: 1 });
    expect(digest({ speed: 2 })).toBe(whole);
    expect(digest({ speed: 1, subscribers: 5 })).toBe(whole);
    expect(digest({ speed: 1, events: 40 })).not.toBe(whole);
    file = join(folder, 'other.json');
    expect(digest({ speed: 1 })).toBe(whole);
  });

  test('is checked when it is replayed', () => {
    const { load: own } = fitted(events);
    writeFileSync(file, traceLines(madeEvents(evenly(50, 100), ['a', 'c'])));
    expect(() => schedule(own, 1, 3.2)).toThrow(/^trace my\.ndjson has changed since the run began$/);
  });
});

describe('what the user asks', () => {
  const events = madeEvents(evenly(60, 100), ['a', 'b', 'c']);

  test('subscribers, fewer than topics: the last topics have none', () => {
    const { load: own, part } = fitted(events, { subscribers: 2 });
    expect(own.subscribers).toBe(2);
    expect([...part.topics.values()].map(({ followers }) => followers)).toEqual([1, 1, 0]);
    expect(part.deliveriesPerSecond).toBeCloseTo(40 / 3.2, 9);
  });

  test('a part, and another interval of polls', () => {
    const { load: own, part } = fitted(events, { events: 10, pollIntervalMs: 250 });
    expect(part.events).toHaveLength(10);
    expect(own.transports['short-polling']).toEqual({ intervalMs: 250 });
    expect(load.transports['short-polling']).toEqual({ intervalMs: 1000 });
  });
});

describe('what is too large is refused with what would be right', () => {
  const many = (count: number) => madeEvents(evenly(count, 1), manyTopics(count));

  test('more topics than the server holds', () => {
    expect(fault(many(120_000), { speed: 10 })).toBe(
      'trace my.ndjson: 120,000 topics are too many, 100,000 are possible: the server holds no more; --events 100000 replays the part that fits',
    );
  });

  test('more topics than a process may have connections', () => {
    expect(fault(many(30_000), { speed: 1 })).toBe(
      'trace my.ndjson: 30,000 topics with a subscriber each are too many, 19,800 are possible: a process here may have ' +
        '20,000 open files (ulimit -n); --events 19800 replays the part that fits, --subscribers 19800 follows the first topics only',
    );
  });

  test('only in the part that is replayed', () => {
    const events = [
      ...madeEvents(evenly(100, 30)),
      ...many(30_000).map(event => ({ ...event, time: event.time + 1e6 })),
    ];
    expect(fitted(events, { speed: 1, events: 100 }).load.subscribers).toBe(120);
  });

  test('more subscribers than are possible', () => {
    expect(fault(many(10), { subscribers: 20_000 })).toMatch(
      /^trace my\.ndjson: 20,000 subscribers are too many, 19,800 are possible: .*; choose fewer with --subscribers$/,
    );
    const narrow = {
      ...ROOM,
      subscribers: { most: 56, because: 'a process here may have 256 open files (ulimit -n)' },
    };
    expect(fault(many(10), {}, narrow)).toMatch(
      /120 subscribers are too many, 56 are possible: .* --subscribers$/,
    );
  });

  test('a topic that short polls cannot carry', () => {
    const events = madeEvents(evenly(40, 100)).map(event => ({
      ...event,
      payloadText: JSON.stringify('x'.repeat(1024 ** 2)),
    }));
    expect(fault(events)).toBe(
      'trace my.ndjson: topic "a" has 40 MiB in 3.2 s, a poll carries 1 MiB and comes every 1 s; choose a lower --speed or a shorter --poll-interval',
    );
    expect(fitted(events, { pollIntervalMs: 100 }).load.feedCapacity).toBeUndefined();
  });
});

test('the server holds what a burst of one topic needs', () => {
  const burst = fitted(madeEvents(evenly(6000, 1 / 3)), { speed: 1, subscribers: 2 });
  expect(burst.load.feedCapacity).toBe(6001);
});
