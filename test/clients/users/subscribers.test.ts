import { expect, test } from 'vitest';
import type { Connect, SubscribeOptions } from '../../../clients/transports/subscriber.ts';
import { createMeasuredSubscribers } from '../../../clients/users/subscribers.ts';
import { nowMicros } from '../../../scenarios/load/notification.ts';

const STALL_MICROS = 400_000;
const target = { host: '127.0.0.1', port: 1 };

/** Subscribers of a client that delivers what the test hands it. */
async function connected(countsOnly = false) {
  const subscribers = createMeasuredSubscribers({
    load: { audience: { kind: 'shared', topic: 't' } },
    due: [],
    random: () => 0,
    countsOnly,
    onEnded: () => {},
  });
  let options: SubscribeOptions | undefined;
  const connect: Connect = (_, given) => {
    options = given;
    return {
      close: async () => {},
      cursor: () => undefined,
      send: () => false,
      hasUpstream: () => false,
      stall() {},
      reconnect() {},
    };
  };
  const whole = subscribers.connect(target, [{ topic: 't', connect, stalls: false }]);
  const deliver = (seq: number, scheduledAt: number, publishedAt: number) => {
    options?.onNotification({ seq, topic: 't', scheduledAt, publishedAt, payload: null }, nowMicros());
    options?.onResponse?.(1);
  };
  deliver(1, nowMicros(), nowMicros());
  await whole;
  return { subscribers, deliver, options: options as SubscribeOptions };
}

/** A window of 50 ms that has just begun; what was due 400 ms ago counts as within. */
const window = () => ({ fromMicros: nowMicros() - STALL_MICROS - 10_000, toMicros: nowMicros() + 50_000 });
const upTo = (last: number) => new Map([['t', { windowFirst: 2, windowLast: last, last }]]);

test('latency counts from the schedule, and from the publishing beside it', async () => {
  const { subscribers, deliver } = await connected();
  const measuring = subscribers.measure(window(), 0);
  const now = nowMicros();
  deliver(2, now - STALL_MICROS, now);
  await measuring;
  const { latency } = await subscribers.drain(upTo(2), 1000);
  const { fromScheduleThirds, fromPublish, negative } = latency ?? {};
  // Due at the very start of the window.
  expect(fromScheduleThirds?.map(third => third.count)).toEqual([1, 0, 0]);
  expect(fromScheduleThirds?.[0]?.minMicros).toBeGreaterThanOrEqual(STALL_MICROS);
  expect(fromPublish?.maxMicros).toBeLessThan(STALL_MICROS);
  expect(negative).toBe(0);
});

test('what was due outside the window has no latency, but is audited', async () => {
  const { subscribers, deliver } = await connected();
  const given = window();
  const measuring = subscribers.measure(given, 0);
  deliver(2, given.fromMicros - 1, given.fromMicros - 1);
  deliver(3, given.fromMicros, given.fromMicros);
  await measuring;
  deliver(4, given.toMicros, given.toMicros);
  const ranges = new Map([['t', { windowFirst: 3, windowLast: 3, last: 4 }]]);
  const { latency, tally } = await subscribers.drain(ranges, 1000);
  expect(latency?.fromScheduleThirds.map(third => third.count)).toEqual([1, 0, 0]);
  expect(tally).toMatchObject({ expected: 1, received: 1, missing: 0, outsideWindow: { missing: 0 } });
});

test('a notification from the future is counted as a fault of the clocks', async () => {
  const { subscribers, deliver } = await connected();
  const given = window();
  const measuring = subscribers.measure(given, 0);
  deliver(2, given.toMicros - 1, given.toMicros - 1);
  await measuring;
  expect((await subscribers.drain(upTo(2), 1000)).latency?.negative).toBe(1);
});

test('the drain ends at its deadline and tells what is missing', async () => {
  const { subscribers, deliver } = await connected();
  const measuring = subscribers.measure(window(), 0);
  deliver(3, nowMicros(), nowMicros());
  await measuring;
  const { tally } = await subscribers.drain(upTo(4), 10);
  expect(tally).toMatchObject({ expected: 3, received: 1, missing: 2 });
});

test('a client that only counts is audited by its count, too few and too many', async () => {
  for (const [sent, missing, duplicate] of [
    [2, 1, 0],
    [3, 0, 0],
    [5, 0, 2],
  ] as const) {
    const { subscribers, options } = await connected(true);
    const measuring = subscribers.measure(window(), 0);
    for (let count = 1; count < sent; count++) options.onResponse?.(1);
    await measuring;
    const { tally, latency } = await subscribers.drain(upTo(3), 10);
    expect(tally).toMatchObject({ expected: 2, missing, duplicate });
    expect(latency).toBeNull();
  }
});
