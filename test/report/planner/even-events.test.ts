import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PlannedLoad, predictorsOf } from '../../../analysis/cost-model/predict.ts';
import { queueWaitsMs } from '../../../analysis/models/all.ts';
import { answerInWords } from '../../../report/planner/answer-words.ts';
import { checked, textsOf } from '../../../report/planner/checked.ts';
import { FIRST_INPUT, type PlanInput } from '../../../report/planner/controls.ts';
import { evenQueueWait, turnWait } from '../../../report/planner/latency.ts';
import { planOf } from '../../../report/planner/plan.ts';
import { hashOf, textsIn } from '../../../report/planner/state.ts';
import { COSTS, madeModel, NUMBERS } from '../../made/plans.ts';

/** 10 events a second to all of 5,000 users. */
const TICKER: PlanInput = {
  ...NUMBERS,
  payloadBytes: 1024,
  eventsPerUserHour: 36_000,
  subscribersPerEvent: 5000,
  cores: 1,
  eventsCome: 'evenly',
};
const SHARED = {
  micros: 5,
  mostMicros: 5,
  leastMicros: 5,
  mostPerSecond: 1e6,
  mostPollsPerSecond: 1e6,
  mostSubscribers: 1e6,
  payloadBytes: 1024,
  mostKibPerSecond: 1e6,
  kib: { micros: 0, leastMicros: 0, mostMicros: 0 },
  turn: null,
};

function latencyOf(input: PlanInput, shared: typeof SHARED | null = SHARED) {
  const { transports } = planOf(input, madeModel(COSTS, { shared }), 0.4);
  const latency = transports.find(({ transport }) => transport === 'websocket')?.latency;
  if (!latency) throw new Error('no latency');
  return latency;
}

describe('evenly spaced events', () => {
  test('do not wait for one another as long as the process is not full', () => {
    const queue = fc.record({
      ratePerSecond: fc.double({ min: 0.1, max: 1000, noNaN: true }),
      serviceMs: fc.double({ min: 0.01, max: 1000, noNaN: true }),
    });
    fc.assert(
      fc.property(queue, one => {
        const arrivals = Array.from({ length: 50 }, (_, index) => ({
          atMs: (1000 * index) / one.ratePerSecond,
          serviceMs: one.serviceMs,
        }));
        const longestMs = Math.max(...queueWaitsMs(arrivals));
        const { p99Ms } = evenQueueWait(one);
        expect(p99Ms).toBe(one.ratePerSecond * one.serviceMs < 1000 ? 0 : Number.POSITIVE_INFINITY);
        expect(longestMs > 1e-6).toBe(p99Ms > 0 && one.ratePerSecond * one.serviceMs > 1000.0001);
      }),
    );
  });

  test('take 0.99 g s at p99, and a transit', () => {
    // 5 µs a delivery, 6 µs more and 3 KiB-µs for the first of each event.
    const micros = 5 + (6 + 3) / 5000;
    const { p99Ms, meanMs } = latencyOf(TICKER);
    const turn = turnWait({ followers: 5000, writeMicros: micros });
    expect(p99Ms).toBeCloseTo(0.4 + turn.p99Ms, 9);
    expect(p99Ms).toBeCloseTo(0.4 + 0.99 * 5000 * 0.005, 1);
    expect(meanMs).toBeCloseTo(0.4 + turn.meanMs, 9);
  });

  test('wait less than random ones', () => {
    const { eventsCome: _, ...random } = TICKER;
    expect(latencyOf(random).p99Ms).toBeGreaterThan(1.2 * latencyOf(TICKER).p99Ms);
  });

  test('fill a process at the interval between them', () => {
    expect(evenQueueWait({ ratePerSecond: 10, serviceMs: 99.9 }).p99Ms).toBe(0);
    expect(evenQueueWait({ ratePerSecond: 10, serviceMs: 100 }).p99Ms).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('the polls of evenly spaced events to all', () => {
  const load: PlannedLoad = {
    subscribers: 100,
    notificationsPerSecond: 500,
    deliveriesPerEvent: 100,
    payloadBytes: 100,
    intervalMs: 100,
    waitSeconds: 25,
    heartbeatSeconds: 15,
    isEven: true,
  };

  test('are empty as often as no event fell into their interval', () => {
    // 5 a second, polled 10 times a second: every second poll.
    const { emptyPollsPerSecond, answersPerSecond } = predictorsOf('short-polling', load);
    expect([emptyPollsPerSecond, answersPerSecond]).toEqual([500, 500]);
    expect(predictorsOf('short-polling', { ...load, intervalMs: 450 }).emptyPollsPerSecond).toBe(0);
  });

  test('of long polling run out as often as a wait passes before the next event', () => {
    expect(predictorsOf('long-polling', load)).toMatchObject({
      emptyPollsPerSecond: 0,
      answersPerSecond: 500,
    });
    // One event a minute: two waits of 25 s run out, and the third is answered.
    const rare = predictorsOf('long-polling', { ...load, notificationsPerSecond: 100 / 60 });
    expect(rare.emptyPollsPerSecond).toBeCloseTo(200 / 60, 9);
    expect(rare.answersPerSecond).toBeCloseTo(100 / 60, 9);
  });

  test('to a part of the users are those of random events', () => {
    const part = { ...load, deliveriesPerEvent: 50 };
    expect(predictorsOf('short-polling', part)).toEqual(
      predictorsOf('short-polling', { ...part, isEven: false }),
    );
  });
});

describe('how events come', () => {
  test('is kept by a link, and a link without it means random', () => {
    expect(hashOf(TICKER)).toContain('&come=evenly');
    const linked = textsIn(hashOf(TICKER));
    expect(linked && checked(linked).input).toEqual(TICKER);
    expect(hashOf(FIRST_INPUT)).not.toContain('come');
    expect(checked(textsIn('#plan?') ?? textsOf(TICKER)).input).toEqual(FIRST_INPUT);
  });

  test('is said to be wrong where it is neither', () => {
    const texts = textsIn('#plan?come=often');
    expect(texts && checked(texts)).toEqual({
      input: null,
      faults: { eventsCome: '“often” is not a way in which events come. Choose “at random” or “evenly”.' },
    });
  });

  test('is a part of the answer', () => {
    const input = { ...TICKER, subscribers: 200, subscribersPerEvent: 200 };
    expect(answerInWords(planOf(input, madeModel(), 0.4), input)).toContain(
      '(each to 200 users, evenly spaced)',
    );
  });
});
