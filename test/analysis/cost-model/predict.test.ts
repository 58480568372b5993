import { describe, expect, test } from 'vitest';
import { predictCost, predictorsOf } from '../../../analysis/cost-model/predict.ts';
import { termsOf } from '../../../analysis/cost-model/terms.ts';
import { gridPoints, modelOf, runOf } from '../../made/costs.ts';

describe('a prediction', () => {
  const load = {
    subscribers: 400,
    notificationsPerSecond: 800,
    payloadBytes: 1000,
    intervalMs: 500,
    waitSeconds: 25,
    deliveriesPerEvent: 1,
    heartbeatSeconds: 15,
  };

  test('is the sum of what its parts cost', () => {
    const model = modelOf(runOf(), 'websocket');
    const cost = predictCost(model, load);
    const coldWakes = 800 * Math.exp(-800 * 0.002);
    const micros = 7000 + 300 * coldWakes + 3 * 400 + 11 * 800 + (3 * 800 * 1000) / 1024;
    expect(cost.cpuMicrosPerSecond).toBeCloseTo(micros, 3);
    expect(cost.cpuPercent).toBeCloseTo(micros / 10_000, 6);
    expect(cost.memoryBytes).toBeCloseTo(4e6 + 31_000 * 400, 1);
    expect(cost.applicationDownBytesPerSecond).toBeCloseTo((2 * 400) / 15 + 104 * 800 + 800_000, 3);
    expect(cost.applicationUpBytesPerSecond).toBeCloseTo((6 * 400) / 15, 3);
    const kib = 800_000 / 1024;
    expect(cost.wireDownBytesPerSecond).toBeCloseTo((134 * 400) / 15 + 174 * 800 + 40 * kib + 800_000, 3);
    expect(cost.wireUpBytesPerSecond).toBeCloseTo((138 * 400) / 15 + 66 * 800 + 10 * kib, 3);
    expect(cost.extrapolated).toEqual([]);
  });

  test('has the heartbeats of its interval, and says where so many were not measured', () => {
    const model = modelOf(runOf(), 'websocket');
    const often = predictCost(model, { ...load, heartbeatSeconds: 0.1 });
    const usual = predictCost(model, load);
    const more = 400 / 0.1 - 400 / 15;
    expect((often.cpuMicrosPerSecond ?? 0) - (usual.cpuMicrosPerSecond ?? 0)).toBeCloseTo(45 * more, 3);
    expect((often.wireUpBytesPerSecond ?? 0) - (usual.wireUpBytesPerSecond ?? 0)).toBeCloseTo(138 * more, 3);
    expect(often.extrapolated).toEqual(['heartbeatsPerSecond']);
    const polled = predictCost(modelOf(runOf(), 'long-polling'), { ...load, heartbeatSeconds: 0.1 });
    expect(polled.cpuMicrosPerSecond).toBe(
      predictCost(modelOf(runOf(), 'long-polling'), load).cpuMicrosPerSecond,
    );
  });

  test('of events to many wakes the server once an event', () => {
    const many = { ...load, notificationsPerSecond: 800, deliveriesPerEvent: 100 };
    const wakes = (perSecond: number) => perSecond * Math.exp(-perSecond * 0.002);
    expect(predictorsOf('sse', many).coldWakesPerSecond).toBeCloseTo(wakes(8), 9);
    // Its event, and its 100 responses and polls together.
    expect(predictorsOf('long-polling', many).coldWakesPerSecond).toBeCloseTo(wakes(8 + 8), 6);
    // Polls come at their own times.
    expect(predictorsOf('short-polling', many).coldWakesPerSecond).toBeCloseTo(wakes(8 + 800), 6);
    expect(predictorsOf('sse', many).deliveriesPerSecond).toBe(800);
  });

  test('says where it goes beyond what was measured', () => {
    const model = modelOf(runOf(), 'short-polling');
    expect(predictCost(model, { ...load, subscribers: 5000, intervalMs: 5000 }).extrapolated).toContain(
      'subscribers',
    );
    expect(predictCost(model, { ...load, payloadBytes: 32 }).extrapolated).toContain('payloadBytes');
    expect(predictCost(model, { ...load, subscribers: 700, intervalMs: 50 }).extrapolated).toContain(
      'emptyPollsPerSecond',
    );
  });

  test('is null where there is no fit', () => {
    const model = modelOf(runOf(undefined, 2, gridPoints().slice(0, 3)), 'websocket');
    expect(predictCost(model, load)).toMatchObject({ cpuMicrosPerSecond: null, cpuPercent: null });
  });

  test('of polls follows from how notifications come', () => {
    const short = predictorsOf('short-polling', { ...load, notificationsPerSecond: 0 });
    expect(short).toMatchObject({ emptyPollsPerSecond: 800, answersPerSecond: 0 });
    const long = predictorsOf('long-polling', { ...load, notificationsPerSecond: 0 });
    expect(long).toMatchObject({ emptyPollsPerSecond: 16, answersPerSecond: 0 });
    const busy = predictorsOf('long-polling', load);
    expect(busy.answersPerSecond).toBeCloseTo(800, 6);
    expect(busy.emptyPollsPerSecond).toBeCloseTo(0, 6);
    expect(predictorsOf('sse', load)).toMatchObject({ emptyPollsPerSecond: 0, answersPerSecond: 0 });
    expect(termsOf('sse', 'cpuMicrosPerSecond').map(({ id }) => id)).not.toContain('empty-poll');
  });
});
