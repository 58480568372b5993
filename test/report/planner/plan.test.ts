import { describe, expect, test } from 'vitest';
import { costModelOf } from '../../../analysis/cost-model/fit.ts';
import type { Carried } from '../../../analysis/cost-model/model.ts';
import { predictCost } from '../../../analysis/cost-model/predict.ts';
import type { Quantity } from '../../../analysis/cost-model/terms.ts';
import {
  fixedShortPolling,
  fixedShortPollingCdf,
  longPollingLatency,
  queueWaitMeanMs,
  queueWaitsMs,
} from '../../../analysis/models/all.ts';
import { extrapolatedInWords } from '../../../report/planner/beyond-words.ts';
import type { PlanInput } from '../../../report/planner/controls.ts';
import { longPollLatency, type PlannedLatency, queueWait } from '../../../report/planner/latency.ts';
import { planOf } from '../../../report/planner/plan.ts';
import type { TransportPlan } from '../../../report/planner/transport-plan.ts';
import { seededRandom } from '../../../scenarios/load/seeded-random.ts';
import { TESTED_TRANSPORTS, type TestedTransport } from '../../../scenarios/load/transport.ts';
import { runOf, type Spoil } from '../../made/costs.ts';
import { COSTS, madeModel, NUMBERS, without } from '../../made/plans.ts';

const TRANSIT_MS = 0.4;
const SECONDS_PER_MONTH = 30.44 * 24 * 3600;

/** A load for which WebSocket needs three processes. */
const BUSY: PlanInput = { ...NUMBERS, subscribers: 100_000, eventsPerUserHour: 3600 };

/** A transport's plan; throws if there is none. */
function planned(
  transport: TestedTransport,
  input: Partial<PlanInput> = {},
  model = madeModel(),
  transitMs = TRANSIT_MS,
): TransportPlan {
  const plan = planOf({ ...NUMBERS, ...input }, model, transitMs);
  const one = plan.transports.find(own => own.transport === transport);
  if (!one) throw new Error(`no plan of ${transport}`);
  return one;
}

/** The latency of a plan, which it must have. */
function latencyOf({ latency }: TransportPlan): PlannedLatency {
  if (!latency) throw new Error('no latency');
  return latency;
}

describe('what numbers take', () => {
  test.each(TESTED_TRANSPORTS)(
    'is for %s what its model predicts, where one process carries it',
    transport => {
      const models = costModelOf(runOf());
      const model = models[transport];
      if (!model) throw new Error(`no model of ${transport}`);
      const { layer } = planOf(NUMBERS, models, TRANSIT_MS);
      const subscribers = 4000;
      const one = planned(transport, { subscribers }, models);
      const cost = predictCost(model, {
        subscribers,
        notificationsPerSecond: (subscribers * 12) / 3600,
        payloadBytes: 300,
        intervalMs: (500 - TRANSIT_MS) / 0.99,
        waitSeconds: 25,
        deliveriesPerEvent: 1,
        heartbeatSeconds: 15,
      });
      const gb = (quantity: Quantity) => ((cost[quantity] ?? Number.NaN) * SECONDS_PER_MONTH) / 1e9;
      expect(layer).toBe('wire');
      const [out, into] = [gb('wireDownBytesPerSecond'), gb('wireUpBytesPerSecond')];
      expect(one.cores).toBe(1);
      expect(one.busyCores).toBeCloseTo((cost.cpuPercent ?? Number.NaN) / 100, 9);
      expect(one.trafficOutGbPerMonth).toBeCloseTo(out, 6);
      expect(one.trafficInGbPerMonth).toBeCloseTo(into, 6);
      expect(one.costPerMonth).toBeCloseTo(20 + 0.09 * out, 6);
      const priced = planned(transport, { subscribers, pricePerGbIn: 0.5 }, models);
      expect(priced.costPerMonth).toBeCloseTo(20 + 0.09 * out + 0.5 * into, 6);
      expect(one.memoryBytes).toEqual(cost.memoryBytes);
      expect(one.extrapolated).toEqual(cost.extrapolated);
      expect(one.connections).toBe(subscribers);
    },
  );

  test('is dealt out over processes, of which each is filled to 70% and costs something by itself', () => {
    const one = planned('websocket', BUSY);
    const work = 3 * 100_000 + 11 * 100_000 + (3 * 100_000 * 300) / 1024;
    expect(one.cores).toBe(3);
    expect(one.busyCores).toBeCloseTo((3 * 7000 + work) / 1e6, 9);
    expect(one.memoryBytes).toBeCloseTo(3 * 4e6 + 31_000 * 100_000, 0);
    expect(one.shortfalls).toEqual([]);
    expect(planned('websocket', { ...BUSY, cores: 2 }).shortfalls).toEqual(['cores']);
  });

  test('is counted in requests for those who ask, and in none for those who are pushed to', () => {
    const short = planned('short-polling');
    expect(short.requestsPerSecond).toBeCloseTo(5000 / ((0.5 - TRANSIT_MS / 1000) / 0.99), 6);
    const perSecond = 12 / 3600;
    expect(planned('long-polling').requestsPerSecond).toBeCloseTo(
      (5000 * perSecond) / (1 - Math.exp(-25 * perSecond)),
      6,
    );
    expect(planned('sse').requestsPerSecond).toBe(0);
    // Of all processes together.
    const { cores, requestsPerSecond } = planned('short-polling', { subscribers: 50_000 });
    expect(cores).toBeGreaterThan(1);
    expect(requestsPerSecond).toBeCloseTo(10 * short.requestsPerSecond, 3);
  });

  test('is of the wire where all were counted there, else of the application', () => {
    const wire = planOf(NUMBERS, madeModel(), TRANSIT_MS);
    expect(wire.layer).toBe('wire');
    const unwired = { ...COSTS, sse: { ...COSTS.sse, wireUpBytesPerSecond: undefined } };
    const application = planOf(NUMBERS, madeModel(unwired), TRANSIT_MS);
    expect(application.layer).toBe('application');
    const long = application.transports.find(({ transport }) => transport === 'long-polling');
    const requests = long?.requestsPerSecond ?? 0;
    const empty = requests * Math.exp((-25 * 12) / 3600);
    const answers = requests - empty;
    const bytes = 180 * empty + 325 * answers + (300 * 5000 * 12) / 3600;
    expect(long?.trafficOutGbPerMonth).toBeCloseTo((bytes * SECONDS_PER_MONTH) / 1e9, 6);
    const up = 94 * empty + 95 * answers;
    expect(long?.trafficInGbPerMonth).toBeCloseTo((up * SECONDS_PER_MONTH) / 1e9, 6);
  });

  test('is not known without a fit', () => {
    const one = planned('sse', {}, madeModel(without('cpuMicrosPerSecond')));
    expect(one).toMatchObject({ cores: null, busyCores: null, costPerMonth: null, shortfalls: ['unknown'] });
    expect(planned('sse', {}, madeModel(without('memoryBytes'))).memoryBytes).toBeNull();
  });
});

describe('latency', () => {
  test('of short polling is even, its p99 what is acceptable', () => {
    const plan = planned('short-polling');
    const { pollIntervalMs, shortfalls } = plan;
    const latency = latencyOf(plan);
    const schedule = { intervalMs: pollIntervalMs ?? Number.NaN, transitMs: TRANSIT_MS };
    expect(latency.p99Ms).toBeCloseTo(500, 9);
    expect(fixedShortPollingCdf(schedule, latency.p99Ms)).toBeCloseTo(0.99, 9);
    expect(latency.meanMs).toBe(fixedShortPolling(schedule).meanMs);
    expect(shortfalls).toEqual([]);
  });

  test.each([1, 3, 7.7, 11, 100, 499.9, 12_345.678])('of short polling keeps to %d ms', acceptableMs => {
    const plan = planned('short-polling', { acceptableMs, cores: 128 });
    const { shortfalls } = plan;
    const latency = latencyOf(plan);
    expect(shortfalls.includes('latency')).toBe(latency.p99Ms > acceptableMs + 1e-6);
    expect(shortfalls.includes('latency')).toBe(acceptableMs < 10.3);
  });

  test('has no interval above a minute, nor one below ten milliseconds', () => {
    expect(planned('short-polling', { acceptableMs: 60_000 }).pollIntervalMs).toBeCloseTo(60_000, 9);
    const hasty = planned('short-polling', { acceptableMs: 5 });
    expect(hasty.pollIntervalMs).toBe(10);
    expect(hasty.shortfalls).toContain('latency');
  });

  test('of long polling is the model’s: from one transit to nearly three', () => {
    const rare = { ratePerSecond: 1 / 300, waitMs: 25_000, transitMs: TRANSIT_MS };
    const gapMs = 2 * TRANSIT_MS;
    expect(longPollLatency(rare).meanMs).toBe(longPollingLatency({ ...rare, gapMs }).meanMs);
    expect(longPollLatency(rare).p99Ms).toBe(TRANSIT_MS);
    const dense = { ...rare, ratePerSecond: 5000 };
    // λG = 4: all but e⁻⁴ / (4 + e⁻⁴) of the notifications come in a gap.
    const waiting = 4 / (4 + Math.exp(-4));
    expect(longPollLatency(dense).p99Ms).toBeCloseTo(TRANSIT_MS + gapMs * (1 - 0.01 / waiting), 6);
    expect(longPollLatency({ ...rare, transitMs: 0 })).toEqual({ meanMs: 0, p99Ms: 0 });
  });

  test('close to what is acceptable is said to be close, on either side, but not of who asks as seldom as that allows', () => {
    const { p99Ms } = latencyOf(planned('sse'));
    const near = (acceptableMs: number) =>
      planOf({ ...NUMBERS, acceptableMs }, madeModel(), TRANSIT_MS).nearLimit;
    expect(near(p99Ms * 1.3)).toContain('sse');
    expect(near(p99Ms / 1.3)).toContain('sse');
    expect(near(p99Ms * 2)).not.toContain('sse');
    expect(near(p99Ms / 2)).not.toContain('sse');
    expect(near(p99Ms)).not.toContain('short-polling');
  });

  test('of push is one transit and the queue at its process', () => {
    const latency = latencyOf(planned('websocket', BUSY));
    const serviceMs = (11 + (3 * 300) / 1024) / 1000;
    const queue = { ratePerSecond: 100_000 / 3, serviceMs };
    expect(latency.meanMs).toBeCloseTo(TRANSIT_MS + queueWaitMeanMs(queue), 9);
    expect(latency.p99Ms).toBeCloseTo(TRANSIT_MS + queueWait(queue).p99Ms, 9);
  });

  test.each([0.3, 0.7])('of a queue at ρ = %d is what arrivals wait, at p99 rather more', utilization => {
    const random = seededRandom(5);
    let atMs = 0;
    const arrivals = Array.from({ length: 200_000 }, () => {
      atMs -= Math.log(1 - random()) / utilization;
      return { atMs, serviceMs: 1 };
    });
    const waitsMs = queueWaitsMs(arrivals).sort((a, b) => a - b);
    const { meanMs, p99Ms } = queueWait({ ratePerSecond: 1000 * utilization, serviceMs: 1 });
    const simulatedMeanMs = waitsMs.reduce((sum, wait) => sum + wait, 0) / waitsMs.length;
    const simulatedP99Ms = waitsMs[Math.floor(waitsMs.length * 0.99)] as number;
    expect(meanMs / simulatedMeanMs).toBeCloseTo(1, 1);
    expect(p99Ms / simulatedP99Ms).toBeGreaterThan(0.97);
    expect(p99Ms / simulatedP99Ms).toBeLessThan(1.45);
  });

  test('of a queue in which nobody waits is none', () => {
    expect(queueWait({ ratePerSecond: 0, serviceMs: 1 })).toEqual({ meanMs: 0, p99Ms: 0 });
    expect(latencyOf(planned('sse', { subscribers: 10, eventsPerUserHour: 0.1 })).p99Ms).toBe(TRANSIT_MS);
  });
});

describe('the cheapest that is good enough', () => {
  const chosen = (model = madeModel(), input: Partial<PlanInput> = {}) => {
    const { cheapest, contenders } = planOf({ ...NUMBERS, ...input }, model, TRANSIT_MS);
    return { cheapest, contenders };
  };

  test('is one, and others within 5% of it are as cheap', () => {
    expect(chosen()).toEqual({ cheapest: ['sse'], contenders: [] });
    expect(chosen(madeModel(without('wireDownBytesPerSecond'))).cheapest).toEqual(['sse', 'websocket']);
  });

  test('is short polling where connections are dear and polls are not', () => {
    const dear = { constant: 7000, heartbeat: 15_000, delivery: 11 };
    const model = madeModel({
      ...COSTS,
      'short-polling': {
        ...COSTS['short-polling'],
        cpuMicrosPerSecond: { constant: 10_000, 'empty-poll': 1, answer: 2 },
        wireDownBytesPerSecond: { 'empty-poll': 1, answer: 2, delivery: 96 },
      },
      sse: { ...COSTS.sse, cpuMicrosPerSecond: dear },
      websocket: { ...COSTS.websocket, cpuMicrosPerSecond: dear },
    });
    expect(chosen(model)).toEqual({ cheapest: ['short-polling'], contenders: [] });
    expect(planned('sse', {}, model).shortfalls).toEqual(['cores']);
  });

  test('is none where none is in time, or none has the cores', () => {
    expect(planOf({ ...NUMBERS, acceptableMs: 1 }, madeModel(), 3).cheapest).toEqual([]);
    expect(chosen(madeModel(), { ...BUSY, subscribers: 1_000_000, cores: 1 }).cheapest).toEqual([]);
  });

  test('is all of them where nothing has a price', () => {
    expect(chosen(madeModel(), { pricePerGbOut: 0, pricePerCoreMonth: 0 }).cheapest).toEqual([
      ...TESTED_TRANSPORTS,
    ]);
  });

  test('is not told from those that are dearer by less than the model is off', () => {
    expect(chosen(madeModel(COSTS, { errorPercent: -30 })).contenders).toEqual(['websocket']);
    expect(chosen(madeModel(COSTS, { errorPercent: 1 })).contenders).toEqual([]);
    const { costPerMonthRange, costPerMonth, errorPercent } = planned(
      'sse',
      {},
      madeModel(COSTS, { errorPercent: -30 }),
    );
    expect(errorPercent).toEqual({ cpu: 30, memory: 30, out: 30, in: 30 });
    expect(costPerMonthRange?.least).toBeCloseTo(20 + 0.7 * ((costPerMonth ?? 0) - 20), 6);
    expect(costPerMonthRange?.most).toBeCloseTo(20 + 1.3 * ((costPerMonth ?? 0) - 20), 6);
    expect(planned('sse').costPerMonthRange).toBeNull();
  });
});

describe('the error of CPU', () => {
  const off = (errorPercent: number | null) => madeModel(COSTS, { errorPercent });
  const near = (cores: number, errorPercent: number | null) =>
    planOf({ ...BUSY, cores }, off(errorPercent), TRANSIT_MS).nearCores;

  test('is that of the cores, too: they may not be enough, or may be enough', () => {
    const one = planned('websocket', BUSY, off(40));
    expect(one.cores).toBe(3);
    // 1.51 cores busy, each to 70%: 0.6 and 1.4 times that.
    expect(one.coresRange).toEqual({ least: 2, most: 4 });
    expect(near(3, 40)).toContain('websocket');
    expect(near(2, 40)).toContain('websocket');
    expect(near(4, 40)).not.toContain('websocket');
    expect(near(1, 40)).not.toContain('websocket');
    expect(near(3, 1)).not.toContain('websocket');
    expect(near(3, null)).toEqual([]);
    // Enough cores would not make it good enough.
    const late = planOf({ ...BUSY, cores: 2, acceptableMs: 0.3 }, off(40), TRANSIT_MS);
    expect(late.nearCores).toEqual([]);
  });

  test('has no upper end where a process might be full of itself', () => {
    const heavy = { sse: { ...COSTS.sse, cpuMicrosPerSecond: { constant: 6e5 } } };
    const model = madeModel(heavy, { errorPercent: 30 });
    expect(planned('sse', {}, model)).toMatchObject({
      cores: 1,
      coresRange: { least: 1, most: null },
      costPerMonthRange: null,
    });
    expect(planOf(NUMBERS, model, TRANSIT_MS).nearCores).toEqual(['sse']);
  });

  test('does not matter to the cost where cores have no price, nor that of traffic without one', () => {
    const model = off(30);
    const out = planned('sse', { pricePerCoreMonth: 0 }, model);
    expect(out.costPerMonthRange?.most).toBeCloseTo(1.3 * (out.costPerMonth ?? 0), 6);
    // Traffic in has no price, so its unknown error leaves the cost known.
    const { sse } = off(30);
    const fit = sse?.fits.wireUpBytesPerSecond;
    if (!sse || !fit) throw new Error('no model');
    fit.heldOut = [];
    expect(planned('sse', {}, { sse }).costPerMonthRange).not.toBeNull();
    expect(planned('sse', { pricePerGbIn: 0.1 }, { sse }).costPerMonthRange).toBeNull();
  });
});

describe('the tail of the machine', () => {
  const tail = { leastMs: 1, medianMs: 3, mostMs: 9 };
  const model = madeModel(COSTS, { tail });

  test('is in the p99 of push and long polling: the median of the cells, with their range', () => {
    for (const transport of ['long-polling', 'sse', 'websocket'] as const) {
      const one = planned(transport, { subscribers: 10, eventsPerUserHour: 0.1 }, model);
      expect(one.latency?.p99Ms).toBeCloseTo(3, 6);
      expect(one.p99RangeMs).toEqual({ least: expect.closeTo(1, 6), most: expect.closeTo(9, 6) });
    }
    const bare = planned('sse', { subscribers: 10, eventsPerUserHour: 0.1 });
    expect(bare).toMatchObject({ p99RangeMs: null, latency: { p99Ms: TRANSIT_MS } });
    expect(planned('short-polling', {}, model)).toMatchObject({
      p99RangeMs: null,
      latency: { p99Ms: expect.closeTo(500, 6) },
    });
  });

  test('comes on top of the wait in the queue, which is longer if CPU is more', () => {
    const one = planned('websocket', BUSY, madeModel(COSTS, { tail, errorPercent: 20 }));
    const serviceMs = (11 + (3 * 300) / 1024) / 1000;
    const waitMs = (factor: number) =>
      queueWait({ ratePerSecond: 100_000 / 3, serviceMs: factor * serviceMs }).p99Ms;
    expect(one.latency?.p99Ms).toBeCloseTo(3 + waitMs(1), 9);
    expect(one.p99RangeMs?.least).toBeCloseTo(1 + waitMs(0.8), 9);
    expect(one.p99RangeMs?.most).toBeCloseTo(9 + waitMs(1.2), 9);
    // Full, if the CPU is so much more.
    const full = planned('websocket', BUSY, madeModel(COSTS, { tail, errorPercent: 200 }));
    expect(full.p99RangeMs?.most).toBeNull();
  });

  test('is not added to a way that is longer', () => {
    const far = planned('sse', {}, model, 20);
    expect(far.latency?.p99Ms).toBeCloseTo(20, 1);
    expect(far.p99RangeMs?.least).toBeCloseTo(20, 1);
  });

  test('makes a p99 close to every limit in its range', () => {
    const near = (acceptableMs: number) => planOf({ ...NUMBERS, acceptableMs }, model, TRANSIT_MS).nearLimit;
    expect(near(8)).toContain('sse');
    expect(near(1)).toContain('sse');
    expect(near(13)).not.toContain('sse');
    expect(near(0.6)).not.toContain('sse');
  });
});

describe('the error of a plan', () => {
  test('is that of the prediction, or of a held-out cell if that is more', () => {
    const random = seededRandom(9);
    const noise: Spoil = (figures, { point }) => {
      figures.cpuMicrosPerSecond *= 1 + (point.load.heldOut ? 0 : 0.1 * (random() - 0.5));
    };
    const models = costModelOf(runOf(noise, 1));
    const { errorPercent, heldOutErrorPercent } = planned('websocket', {}, models);
    expect(errorPercent.cpu).toBeGreaterThan(heldOutErrorPercent.cpu ?? 99);
    const model = models.websocket;
    if (!model) throw new Error('no model');
    const { error95, cpuMicrosPerSecond } = predictCost(model, {
      subscribers: 5000,
      notificationsPerSecond: (5000 * 12) / 3600,
      payloadBytes: 300,
      intervalMs: 500,
      waitSeconds: 25,
      deliveriesPerEvent: 1,
      heartbeatSeconds: 15,
    });
    const share = (100 * (error95.cpuMicrosPerSecond ?? Number.NaN)) / (cpuMicrosPerSecond ?? Number.NaN);
    expect(errorPercent.cpu).toBeCloseTo(share, 6);
    const missed = costModelOf(
      runOf((figures, { point }) => {
        if (point.load.heldOut) figures.cpuMicrosPerSecond *= 2;
      }),
    );
    expect(planned('websocket', {}, missed).errorPercent.cpu).toBeCloseTo(50, 3);
  });
});

describe('what goes beyond what was measured', () => {
  test('is told of one process, not of all', () => {
    const within = madeModel(COSTS, { most: { subscribers: 40_000 }, mostSubscribersInMemory: 40_000 });
    const beyond = madeModel(COSTS, { most: { subscribers: 30_000 }, mostSubscribersInMemory: 30_000 });
    expect(planned('websocket', BUSY, within)).toMatchObject({ extrapolated: [], memoryExtrapolated: false });
    expect(planned('websocket', BUSY, beyond)).toMatchObject({
      extrapolated: ['subscribers'],
      memoryExtrapolated: true,
    });
  });

  const upTo = (subscribers: number) => madeModel(COSTS, { most: { subscribers } });

  test('is told in times of the most, and above 10 times there is no value', () => {
    expect(planned('sse', { subscribers: 2900 }, upTo(1000)).beyond).toEqual([
      { name: 'subscribers', value: 2900, most: 1000, times: 2.9 },
    ]);
    const far = planned('sse', { subscribers: 10_000 }, upTo(1000));
    expect(far).toMatchObject({ cores: 1, shortfalls: [] });
    expect(far.costPerMonth).toBeGreaterThan(0);
    const { latency, shortfalls, ...rest } = planned('sse', { subscribers: 10_100, cores: 1 }, upTo(1000));
    expect({ latency, shortfalls }).toEqual({ latency: null, shortfalls: ['unmeasured'] });
    expect(rest).toMatchObject({
      cores: null,
      busyCores: null,
      memoryBytes: null,
      trafficOutGbPerMonth: null,
      trafficInGbPerMonth: null,
      costParts: null,
      costPerMonth: null,
      costPerMonthRange: null,
    });
  });

  test('is a number of processes, too: one was measured', () => {
    const busy = { ...BUSY, cores: 128 };
    expect(planned('websocket', busy).beyond).toEqual([{ name: 'processes', value: 3, most: 1, times: 3 }]);
    const million = planned('websocket', { ...busy, subscribers: 1_000_000 });
    expect(million.shortfalls).toEqual(['unmeasured']);
    expect(million.costPerMonth).toBeNull();
  });

  test('is of memory alone where only its subscribers were fewer', () => {
    const one = planned('sse', {}, madeModel(COSTS, { mostSubscribersInMemory: 400 }));
    expect(one.memoryBytes).toBeNull();
    expect(one.costPerMonth).toBeGreaterThan(0);
  });

  test('is told of a run of the grid, for numbers beside it', () => {
    const models = costModelOf(runOf());
    expect(planned('sse', {}, models).extrapolated).toContain('deliveriesPerSecond');
    expect(planned('sse', { subscribers: 400, eventsPerUserHour: 7200 }, models).extrapolated).toEqual([]);
  });
});

describe('what other scenarios measured', () => {
  const carrying = (carried: Partial<Carried>, most = {}) =>
    madeModel(COSTS, {
      carried: { subscribers: null, subscribersOfAny: null, polls: null, ...carried },
      most,
    });

  test('bounds the subscribers of a process, by what any transport carried', () => {
    const one = planned('sse', {}, carrying({ subscribers: 2000, subscribersOfAny: 2000 }));
    expect(one).toMatchObject({ cores: 3, coresSetBy: 'subscribers', connectionsBeyond: null });
    expect(planned('sse', {}, carrying({ subscribers: 5000, subscribersOfAny: 5000 }))).toMatchObject({
      cores: 1,
      coresSetBy: 'cpu',
    });
    expect(planned('sse')).toMatchObject({ cores: 1, coresSetBy: 'cpu', connectionsBeyond: null });
  });

  test('does not make a transport dearer that was tried with fewer, but says that it was', () => {
    const model = carrying({ subscribers: 16_000, subscribersOfAny: 16_000 });
    if (!model.sse || !model['long-polling']) throw new Error('no model');
    model.sse.carried = { ...model.sse.carried, subscribers: 10_000 };
    model['long-polling'].carried = { ...model['long-polling'].carried, subscribers: null };
    const at = (transport: TestedTransport) => planned(transport, { subscribers: 12_000 }, model);
    expect(at('websocket')).toMatchObject({ cores: 1, connectionsBeyond: null });
    expect(at('sse')).toMatchObject({
      cores: 1,
      connectionsBeyond: { perProcess: 12_000, most: 10_000, areIdle: false },
    });
    expect(at('long-polling')).toMatchObject({
      cores: 1,
      connectionsBeyond: { perProcess: 12_000, most: null },
    });
    expect(extrapolatedInWords(at('sse'))).toBe(
      'open connections (12,000 in one process; carried at least 10,000) and subscribers held in memory (above)',
    );
    // Both need a second one above what the best of them carried.
    const more = (transport: TestedTransport) => planned(transport, { subscribers: 17_000 }, model);
    expect([more('sse').cores, more('websocket').cores]).toEqual([2, 2]);
    expect(more('sse').connectionsBeyond).toBeNull();
  });

  test('never needs more cores than there are: it is a lower bound', () => {
    const model = carrying({ subscribers: 2000, subscribersOfAny: 2000 });
    expect(planned('sse', { cores: 2 }, model)).toMatchObject({
      cores: 2,
      shortfalls: [],
      connectionsBeyond: { perProcess: 2500, most: 2000 },
    });
  });

  test('leaves it open in the range of cost whether one process carries more', () => {
    const known = madeModel(COSTS, {
      errorPercent: 1,
      carried: { subscribers: 2000, subscribersOfAny: 2000, polls: null },
    });
    const { coresRange, costPerMonthRange, costPerMonth } = planned('sse', {}, known);
    expect(coresRange).toEqual({ least: 1, most: 3 });
    expect(costPerMonthRange?.least).toBeLessThan((costPerMonth ?? 0) - 40);
    // If one process carries more, it does so for all: that does not make them equal.
    const plan = planOf({ ...NUMBERS }, known, TRANSIT_MS);
    expect([plan.cheapest, plan.contenders]).toEqual([['sse'], []]);
  });

  test('is the CPU of a poll, where there are more than in the grid', () => {
    const polls = { microsPerPoll: 20, mostPerSecond: 30_000 };
    const grid = { emptyPollsPerSecond: 2000, answersPerSecond: 2000, responsesPerSecond: 0 };
    const input = { subscribers: 10_000 };
    const byGrid = planned('short-polling', input, carrying({}, grid));
    const measured = planned('short-polling', input, carrying({ polls }, grid));
    const perSecond = measured.requestsPerSecond;
    expect(byGrid.cores).toBe(2);
    expect(measured.cores).toBe(1);
    const rest = 10_000 + (10_000 * 12 * (5 + (3 * 300) / 1024)) / 3600;
    expect(measured.busyCores).toBeCloseTo((20 * perSecond + rest) / 1e6, 6);
    // These polls were measured.
    expect(measured.beyond).toEqual([]);
    expect(measured.extrapolated).toEqual([]);
    const few = planned('short-polling', { subscribers: 500 }, carrying({ polls }, grid));
    expect(few.busyCores).toBeCloseTo(planned('short-polling', { subscribers: 500 }).busyCores ?? 0, 9);
  });
});
