import { describe, expect, test } from 'vitest';
import type { PlannedLoad } from '../../../analysis/cost-model/predict.ts';
import { queueWaitMeanMs } from '../../../analysis/models/all.ts';
import { cpuOf, sharedMicros } from '../../../report/planner/cpu.ts';
import { queueWait, turnWait } from '../../../report/planner/latency.ts';
import { planOf } from '../../../report/planner/plan.ts';
import { processesFor } from '../../../report/planner/processes.ts';
import type { TestedTransport } from '../../../scenarios/load/transport.ts';
import { COSTS, madeModel, NUMBERS } from '../../made/plans.ts';

/** Half of what the first delivery costs. */
const SHARED = {
  micros: 5,
  mostMicros: 5,
  leastMicros: 4,
  mostPerSecond: 1e6,
  mostPollsPerSecond: 1e6,
  mostSubscribers: 1e6,
  payloadBytes: 1024,
  mostKibPerSecond: 0,
  kib: null,
  turn: null,
};
const MODELS = madeModel(COSTS, { shared: SHARED });

function model(transport: TestedTransport) {
  const one = MODELS[transport];
  if (!one) throw new Error('no model');
  return one;
}

const load = (deliveriesPerEvent: number): PlannedLoad => ({
  subscribers: 1000,
  notificationsPerSecond: 10_000,
  deliveriesPerEvent,
  payloadBytes: 1024,
  intervalMs: 500,
  waitSeconds: 25,
  heartbeatSeconds: 15,
});

describe('the CPU of a delivery', () => {
  test('is that of the first for each event, and less for the others', () => {
    expect(sharedMicros(70, 16, 10)).toBeCloseTo(21.4, 12);
    expect(sharedMicros(70, 16, 1)).toBe(70);
    // More than the first is noise.
    expect(sharedMicros(70, 90, 10)).toBe(70);
  });

  test('of push replaces the coefficient of a delivery', () => {
    const micros = (many: number) => cpuOf(model('websocket'), load(many)).microsPerSecond;
    const besides = 7000 + (45 * 1000) / 15 + 3 * 10_000;
    expect(micros(1)).toBeCloseTo(besides + 11 * 10_000, 6);
    expect(micros(100)).toBeCloseTo(besides + (5 + 6 / 100) * 10_000, 6);
  });

  test('of long polling replaces that of a response', () => {
    const { microsPerSecond } = cpuOf(model('long-polling'), load(100));
    expect(microsPerSecond).toBeCloseTo(10_000 + (5 + 85 / 100) * 10_000 + 4 * 10_000, 0);
  });

  test('of short polling replaces that of a delivery, and its polls cost what they cost', () => {
    const one = madeModel(COSTS, { shared: { ...SHARED, micros: 2 } })['short-polling'];
    if (!one) throw new Error('no model');
    const micros = (many: number) => cpuOf(one, load(many)).microsPerSecond ?? Number.NaN;
    expect(micros(1) - micros(100)).toBeCloseTo((5 - (2 + 3 / 100)) * 10_000, 6);
  });

  test('of another process includes the first delivery of each event again', () => {
    // One process: 7 ms + 3 ms + 100,000 · (5 + 6/1000) µs + 0.3 s of KiB, more than 0.7 s.
    const all = { ...load(1000), notificationsPerSecond: 100_000 };
    expect(processesFor(model('websocket'), all)).toBe(2);
    expect(processesFor(model('websocket'), { ...all, deliveriesPerEvent: 1 })).toBe(3);
  });
});

describe('the latency of events to many', () => {
  test('has the turn of each delivery', () => {
    expect(turnWait({ followers: 101, writeMicros: 20 })).toEqual({
      meanMs: expect.closeTo(1, 12),
      p99Ms: expect.closeTo(0.99 * 2, 12),
    });
    expect(turnWait({ followers: 1, writeMicros: 20 })).toEqual({ meanMs: 0, p99Ms: 0 });
  });

  test('of push is one transit, the queue of events, and its turn', () => {
    const input = { ...NUMBERS, subscribers: 1000, eventsPerUserHour: 3600, subscribersPerEvent: 1000 };
    const plan = planOf({ ...input, payloadBytes: 1024 }, MODELS, 0.4);
    const one = plan.transports.find(({ transport }) => transport === 'websocket');
    // 1 event per second, of 1,000 deliveries of 5 + 6/1000 + 3 µs each.
    const micros = 5 + 6 / 1000 + 3;
    const queue = { ratePerSecond: 1, serviceMs: micros };
    const turn = turnWait({ followers: 1000, writeMicros: micros });
    expect(one?.latency?.meanMs).toBeCloseTo(0.4 + queueWaitMeanMs(queue) + turn.meanMs, 9);
    expect(one?.latency?.p99Ms).toBeCloseTo(0.4 + queueWait(queue).p99Ms + turn.p99Ms, 9);
  });

  test('does not change what is delivered: the traffic is the same', () => {
    const traffic = (subscribersPerEvent: number) =>
      planOf({ ...NUMBERS, subscribersPerEvent }, MODELS, 0.4).transports.map(one => [
        one.trafficOutGbPerMonth,
        one.trafficInGbPerMonth,
      ]);
    expect(traffic(5000)).toEqual(traffic(1));
  });
});

describe('what was measured of events to many', () => {
  test('is how many deliveries and subscribers scenario capacity had', () => {
    const small = { subscribers: 300, deliveriesPerSecond: 100 };
    const shared = { ...SHARED, mostPerSecond: 10_000, mostSubscribers: 8000 };
    const models = madeModel(COSTS, { most: small, shared });
    const input = { ...NUMBERS, eventsPerUserHour: 3600 };
    const beyond = (subscribersPerEvent: number) =>
      planOf({ ...input, subscribersPerEvent }, models, 0.4)
        .transports.find(({ transport }) => transport === 'sse')
        ?.beyond.map(({ name }) => name);
    expect(beyond(1)).toEqual(['subscribers', 'deliveriesPerSecond']);
    expect(beyond(5000)).toEqual([]);
  });
});

describe('what of a load was measured', () => {
  /** How many times the most of the grid, 500, and of capacity, 8,000, these 5,000 are. */
  const timesOf = (subscribersPerEvent: number) => {
    const models = madeModel(COSTS, {
      shared: { ...SHARED, mostSubscribers: 8000 },
      most: { subscribers: 500 },
    });
    const { transports } = planOf({ ...NUMBERS, subscribersPerEvent }, models, 0.4);
    const sse = transports.find(({ transport }) => transport === 'sse');
    return sse?.beyond.find(({ name }) => name === 'subscribers')?.times ?? null;
  };

  test('grows with the users of an event, and does not jump from one to two', () => {
    expect(timesOf(1)).toBe(10);
    expect(timesOf(2)).toBe(5);
    expect(timesOf(4)).toBe(2.5);
    expect(timesOf(5000)).toBeNull();
  });
});
