import { describe, expect, test } from 'vitest';
import type { Predictors } from '../../../analysis/cost-model/terms.ts';
import { notificationBytes } from '../../../analysis/models/frames.ts';
import { COST_PARTS, costParts, ENVELOPE_BYTES, trafficParts } from '../../../report/planner/cost-parts.ts';
import { planOf } from '../../../report/planner/plan.ts';
import { TESTED_TRANSPORTS, type TestedTransport } from '../../../scenarios/load/transport.ts';
import { COSTS, madeModel, NUMBERS } from '../../made/plans.ts';

/** 10 deliveries of 1 KiB, 8 answers, 40 empty polls and 20 heartbeats per second. */
const LOAD: Predictors = {
  subscribers: 300,
  deliveriesPerSecond: 10,
  payloadKibPerSecond: 10,
  emptyPollsPerSecond: 40,
  answersPerSecond: 8,
  heartbeatsPerSecond: 0,
  coldWakesPerSecond: 0,
};
const PUSHED: Predictors = { ...LOAD, emptyPollsPerSecond: 0, answersPerSecond: 0, heartbeatsPerSecond: 20 };

function partsOf(transport: TestedTransport, load: Predictors) {
  const model = madeModel()[transport];
  if (!model) throw new Error('no model');
  return trafficParts(model, 'wire', load);
}

describe('traffic', () => {
  test('has an envelope as long as that of the grid', () => {
    expect(ENVELOPE_BYTES).toBe(notificationBytes({ seq: 10, topic: 'user-123', payloadBytes: 0 }));
  });

  test('of short polling: empty polls, and the headers of polls with events', () => {
    // Around events, out: 480 · 8 + 96 · 10 + 50 · 10 = 5,300, of which 102 · 10 are envelopes.
    expect(partsOf('short-polling', LOAD)).toEqual({
      out: { events: 10_240 + 1020, heartbeats: 0, emptyPolls: 390 * 40, headers: 5300 - 1020 },
      in: { events: 0, heartbeats: 0, emptyPolls: 210 * 40, headers: 220 * 8 + 10 * 10 },
    });
  });

  test('of long polling: polls that run out, and the headers of polls with events', () => {
    expect(partsOf('long-polling', LOAD)).toEqual({
      out: { events: 10_240 + 1020, heartbeats: 0, emptyPolls: 350 * 40, headers: 520 * 8 + 500 - 1020 },
      in: { events: 0, heartbeats: 0, emptyPolls: 235 * 40, headers: 230 * 8 + 100 },
    });
  });

  test('of push: heartbeats, and acknowledgements among the headers', () => {
    expect(partsOf('websocket', PUSHED)).toEqual({
      out: { events: 10_240 + 1020, heartbeats: 134 * 20, emptyPolls: 0, headers: 1700 + 500 - 1020 },
      in: { events: 0, heartbeats: 138 * 20, emptyPolls: 0, headers: 66 * 10 + 10 * 10 },
    });
  });

  test('has no more envelopes than bytes around the payload', () => {
    const model = madeModel({ sse: { ...COSTS.sse, wireDownBytesPerSecond: { delivery: 30 } } }).sse;
    if (!model) throw new Error('no model');
    expect(trafficParts(model, 'wire', PUSHED).out).toMatchObject({ events: 10_240 + 300, headers: 0 });
  });
});

describe('the parts of the cost', () => {
  test('are cores, and each part of the traffic at the price of its direction', () => {
    const prices = { pricePerCoreMonth: 20, pricePerGbOut: 0.1, pricePerGbIn: 0.01 };
    const traffic = {
      out: { events: 100, heartbeats: 200, emptyPolls: 0, headers: 50 },
      in: { events: 0, heartbeats: 100, emptyPolls: 10, headers: 0 },
    };
    const parts = costParts(prices, 2, traffic, 2);
    expect(parts.cores).toBe(40);
    expect(parts.events).toBeCloseTo(20, 9);
    expect(parts.heartbeats).toBeCloseTo(42, 9);
    expect(parts.emptyPolls).toBeCloseTo(0.2, 9);
    expect(parts.headers).toBeCloseTo(10, 9);
  });

  test.each(TESTED_TRANSPORTS)('of %s sum up to its cost, over all processes', transport => {
    for (const subscribers of [50, 5000, 30_000]) {
      const input = { ...NUMBERS, subscribers, pricePerGbIn: 0.05, cores: 128 };
      const one = planOf(input, madeModel(), 0.4).transports.find(own => own.transport === transport);
      const { costParts: parts, costPerMonth } = one ?? {};
      if (!parts || !costPerMonth) throw new Error('no cost');
      const sum = COST_PARTS.reduce((total, part) => total + parts[part], 0);
      expect(sum / costPerMonth).toBeCloseTo(1, 9);
      expect(Math.min(...COST_PARTS.map(part => parts[part]))).toBeGreaterThanOrEqual(0);
    }
  });

  test('have heartbeats that halve at twice the interval', () => {
    const heartbeats = (heartbeatSeconds: number) =>
      planOf({ ...NUMBERS, heartbeatSeconds }, madeModel(), 0.4).transports.map(
        one => one.costParts?.heartbeats ?? Number.NaN,
      );
    const [usual, rare] = [heartbeats(15), heartbeats(30)];
    // 5,000 / 15 heartbeats of 75 B out, 2,630,016 s, 0.09 per GB.
    expect(usual[2]).toBeCloseTo((5000 / 15) * 75 * 2_630_016 * 0.09e-9, 9);
    expect(rare[2]).toBeCloseTo((usual[2] ?? 0) / 2, 9);
    expect(usual.slice(0, 2)).toEqual([0, 0]);
  });
});
