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
  };

  test('is the sum of what its parts cost', () => {
    const model = modelOf(runOf(), 'websocket');
    const cost = predictCost(model, load);
    const coldWakes = 800 * Math.exp(-800 * 0.002);
    const micros = 7000 + 300 * coldWakes + 3 * 400 + 11 * 800 + (3 * 800 * 1000) / 1024;
    expect(cost.cpuMicrosPerSecond).toBeCloseTo(micros, 3);
    expect(cost.cpuPercent).toBeCloseTo(micros / 10_000, 6);
    expect(cost.memoryBytes).toBeCloseTo(4e6 + 31_000 * 400, 1);
    expect(cost.applicationBytesPerSecond).toBeCloseTo(0.53 * 400 + 104 * 800 + 800_000, 3);
    expect(cost.wireBytesPerSecond).toBeCloseTo(16 * 400 + 240 * 800 + 50 * (800_000 / 1024) + 800_000, 3);
    expect(cost.extrapolated).toEqual([]);
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
