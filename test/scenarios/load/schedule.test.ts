import { describe, expect, test } from 'vitest';
import { expectedDeliveries } from '../../../bench/publisher/expectation.ts';
import type { Arrivals } from '../../../scenarios/load/arrivals.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import { payloadTextOf, replayedEvents, schedule, topicsOf } from '../../../scenarios/load/schedule.ts';
import { readTrace } from '../../../scenarios/load/trace.ts';
import { replayDigest } from '../../../scenarios/load/trace-digest.ts';

const TRACE = 'usgs-earthquakes-one-week.ndjson';

function loadOf(arrivals: Arrivals, { subscribers = 5, payloadBytes = 100 } = {}): Load {
  const audience: Load['audience'] =
    arrivals.kind === 'trace' ? { kind: 'trace' } : { kind: 'own', prefix: 'user-' };
  return { audience, subscribers, arrivals, payloadBytes, transports: { sse: {} } };
}
const kinds: [string, Arrivals][] = [
  ['periodic', { kind: 'periodic', ratePerSecond: 70 }],
  ['poisson', { kind: 'poisson', ratePerSecond: 70 }],
  ['burst', { kind: 'burst', size: 9, everySeconds: 0.3 }],
  ['trace', { kind: 'trace', file: TRACE, speed: 10_000 }],
];

describe.each(kinds)('%s arrivals', (_, arrivals) => {
  test('the same seed gives the same schedule', () => {
    expect(schedule(loadOf(arrivals), 1, 5)).toEqual(schedule(loadOf(arrivals), 1, 5));
  });

  test('a longer schedule begins as the shorter one', () => {
    const short = schedule(loadOf(arrivals), 3, 2);
    const long = schedule(loadOf(arrivals), 3, 6);
    expect(long.length).toBeGreaterThan(short.length);
    expect(long.slice(0, short.length)).toEqual(short);
  });

  test('is sorted, within its duration, in whole microseconds, on known topics', () => {
    const load = loadOf(arrivals);
    const topics = new Set(topicsOf(load));
    let lastMicros = 0;
    const due = schedule(load, 4, 5);
    expect(due.length).toBeGreaterThan(100);
    for (const { atMicros, topic } of due) {
      expect(atMicros).toBeGreaterThanOrEqual(lastMicros);
      expect(Number.isInteger(atMicros)).toBe(true);
      expect(topics.has(topic)).toBe(true);
      lastMicros = atMicros;
    }
    expect(lastMicros).toBeLessThan(5e6);
  });

  test('what is expected of it agrees with a count by hand', () => {
    const load = loadOf(arrivals, { subscribers: 13 });
    const { topics, followed, ranges, payloadBytes } = expectedDeliveries(load, 5, 1.5, 3);
    const due = schedule(load, 5, 4.5);
    expect(followed).toEqual(Array.from({ length: 13 }, (_, index) => topics[index % topics.length]));
    let bytes = 0;
    for (const topic of topics) {
      const mine = due.filter(one => one.topic === topic);
      const early = mine.filter(({ atMicros }) => atMicros < 1.5e6).length;
      const followers = followed.filter(other => other === topic).length;
      for (const one of mine.slice(early)) bytes += followers * payloadTextOf(one).length;
      const range = ranges.get(topic);
      // Seq 1 is the probe.
      expect(range?.last).toBe(1 + mine.length);
      expect((range?.windowLast ?? 0) - (range?.windowFirst ?? 0) + 1).toBe(mine.length - early);
      if (mine.length > early)
        expect(range).toMatchObject({ windowFirst: 2 + early, windowLast: 1 + mine.length });
    }
    if (arrivals.kind !== 'trace') expect(payloadBytes).toBe(bytes);
    else expect(payloadBytes).toBeGreaterThanOrEqual(bytes);
  });
});

test.each(kinds.filter(([kind]) => kind !== 'trace'))(
  'another seed gives other %s arrivals',
  (_, arrivals) => {
    expect(schedule(loadOf(arrivals), 1, 5)).not.toEqual(schedule(loadOf(arrivals), 2, 5));
  },
);

test('periodic arrivals are exact, however long they last', () => {
  for (const ratePerSecond of [1, 3, 7, 49, 1000]) {
    const due = schedule(loadOf({ kind: 'periodic', ratePerSecond }), 1, 300);
    expect(due).toHaveLength(300 * ratePerSecond);
    for (const [index, { atMicros }] of due.entries()) {
      // (index + 1/2) periods in integers, rounded down.
      const exact = (BigInt(2 * index + 1) * 1_000_000n) / BigInt(2 * ratePerSecond);
      if (BigInt(atMicros) !== exact) expect([index, BigInt(atMicros)]).toEqual([index, exact]);
    }
  }
});

test('bursts are of their size, each at one moment, a quarter of an interval in', () => {
  const due = schedule(loadOf({ kind: 'burst', size: 4, everySeconds: 0.5 }), 1, 2);
  expect(due.map(({ atMicros }) => atMicros)).toEqual(
    [125_000, 625_000, 1_125_000, 1_625_000].flatMap(at => [at, at, at, at]),
  );
});

describe('poisson arrivals, by one seed', () => {
  const SECONDS = 2000;
  const RATE = 10;
  const due = schedule(loadOf({ kind: 'poisson', ratePerSecond: RATE }), 42, SECONDS);

  test('counts a second have the mean and the variance of Poisson', () => {
    const counts = Array.from({ length: SECONDS }, () => 0);
    for (const { atMicros } of due) {
      const second = Math.floor(atMicros / 1e6);
      counts[second] = (counts[second] ?? 0) + 1;
    }
    const mean = due.length / SECONDS;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (SECONDS - 1);
    // Four standard errors each.
    expect(Math.abs(mean - RATE)).toBeLessThan(4 * Math.sqrt(RATE / SECONDS));
    expect(Math.abs(variance - RATE)).toBeLessThan(4 * RATE * Math.sqrt(2 / SECONDS + 1 / (RATE * SECONDS)));
  });

  test('gaps are exponential: Kolmogorov and Smirnov do not object', () => {
    const gaps = due
      .map(({ atMicros }, index) => (atMicros - (due[index - 1]?.atMicros ?? 0)) / 1e6)
      .sort((a, b) => a - b);
    let distance = 0;
    for (const [index, gap] of gaps.entries()) {
      const theory = 1 - Math.exp(-RATE * gap);
      distance = Math.max(distance, theory - index / gaps.length, (index + 1) / gaps.length - theory);
    }
    // The critical value at 1%.
    expect(distance).toBeLessThan(1.63 / Math.sqrt(gaps.length));
  });

  test('topics are drawn evenly', () => {
    const share = due.length / 5;
    for (const topic of topicsOf(loadOf({ kind: 'poisson', ratePerSecond: RATE }))) {
      const count = due.filter(one => one.topic === topic).length;
      expect(Math.abs(count - share)).toBeLessThan(4 * Math.sqrt(share * 0.8));
    }
  });
});

test('a trace is replayed event by event at its speed', () => {
  const { events } = readTrace(TRACE);
  const first = events[0]?.time ?? 0;
  const speed = 50_000;
  const due = schedule(loadOf({ kind: 'trace', file: TRACE, speed }), 1, 60);
  expect(due).toEqual(
    events.map(({ time, topic, payloadText }) => ({
      atMicros: Math.floor(((time - first) * 1000) / speed),
      topic,
      payload: JSON.parse(payloadText),
      payloadText,
      subscriber: 0,
    })),
  );
});

describe('of a part of a trace', () => {
  const part = (events: number) => loadOf({ kind: 'trace', file: TRACE, speed: 50_000, events });

  test('only its events are replayed, and only its topics followed', () => {
    const { events } = readTrace(TRACE);
    expect(schedule(part(5), 1, 60)).toEqual(schedule(part(5000), 1, 60).slice(0, 5));
    expect(topicsOf(part(5))).toEqual([...new Set(events.slice(0, 5).map(({ topic }) => topic))]);
    expect(topicsOf(part(5000))).toHaveLength(12);
  });
});

test('a trace that is no longer what the run began with is refused', () => {
  const arrivals = { kind: 'trace' as const, file: TRACE, speed: 50_000 };
  const sha256 = replayDigest(replayedEvents(arrivals, 3e6));
  expect(schedule(loadOf({ ...arrivals, sha256 }), 1, 3)).toEqual(schedule(loadOf(arrivals), 1, 3));
  expect(() => schedule(loadOf({ ...arrivals, sha256: '0'.repeat(64) }), 1, 3)).toThrow(
    `trace ${TRACE} has changed since the run began`,
  );
});

test.each([11, 12, 100, 4096, 65_536])('a payload of %i bytes is of that size as JSON text', payloadBytes => {
  const load = loadOf({ kind: 'periodic', ratePerSecond: 100 }, { payloadBytes });
  for (const { payload } of schedule(load, 1, 1)) {
    expect(Buffer.byteLength(JSON.stringify(payload))).toBe(payloadBytes);
  }
});

test('an audience is one topic, a topic each, or those of the trace', () => {
  const load = loadOf({ kind: 'periodic', ratePerSecond: 1 }, { subscribers: 3 });
  expect(topicsOf(load)).toEqual(['user-0', 'user-1', 'user-2']);
  expect(topicsOf({ ...load, audience: { kind: 'shared', topic: 'all' } })).toEqual(['all']);
  const topics = topicsOf(loadOf({ kind: 'trace', file: TRACE, speed: 1 }));
  expect(new Set(topics)).toEqual(new Set(readTrace(TRACE).events.map(({ topic }) => topic)));
  expect(new Set(topics).size).toBe(topics.length);
  expect(() => topicsOf({ ...load, audience: { kind: 'trace' } })).toThrow('needs arrivals of kind trace');
});

describe('rooms', () => {
  const rooms: Load = {
    audience: { kind: 'rooms', prefix: 'room-', size: 4 },
    subscribers: 12,
    arrivals: { kind: 'poisson', ratePerSecond: 200 },
    payloadBytes: 100,
    senders: { upstream: 'own' },
    transports: { sse: {} },
  };

  test('hold their members, and each message comes from one of them', () => {
    const { followed } = expectedDeliveries(rooms, 1, 0, 5);
    const members = (topic: string) => followed.flatMap((own, index) => (own === topic ? [index] : []));
    expect(topicsOf(rooms)).toEqual(['room-0', 'room-1', 'room-2']);
    const due = schedule(rooms, 1, 5);
    expect(due.every(({ topic, subscriber }) => members(topic).includes(subscriber))).toBe(true);
    expect(new Set(due.map(({ subscriber }) => subscriber)).size).toBe(12);
  });
});

test('of a silent load nothing is due', () => {
  expect(schedule(loadOf({ kind: 'none' }), 1, 60)).toEqual([]);
  expect(expectedDeliveries(loadOf({ kind: 'none' }), 1, 1, 60)).toMatchObject({
    scheduled: 0,
    largestBatch: 0,
  });
});

test('of visits the backlog is expected, once each', () => {
  const load: Load = {
    ...loadOf({ kind: 'periodic', ratePerSecond: 10 }),
    audience: { kind: 'shared', topic: 't' },
    visits: { connection: 'cold', closing: 'handshake', backlog: 7 },
  };
  const { scheduled, largestBatch, payloadBytes } = expectedDeliveries(load, 1, 1, 2);
  expect([scheduled, largestBatch, payloadBytes]).toEqual([20, 7, 20 * 7 * 100]);
});

test.each([100, 1024, 8192])('a payload of numbers has about %i bytes as JSON text', payloadBytes => {
  const load: Load = {
    ...loadOf({ kind: 'periodic', ratePerSecond: 10 }, { payloadBytes }),
    payload: 'numbers',
  };
  for (const { payload } of schedule(load, 1, 2)) {
    expect(Math.abs(JSON.stringify(payload).length - payloadBytes)).toBeLessThan(12);
  }
});
