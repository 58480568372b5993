import { describe, expect, test } from 'vitest';
import { heartbeatCpuOf } from '../../../analysis/cost-model/heartbeat-cpu.ts';
import { fitsOf, runOf, type Spoil, valuesOf } from '../../made/costs.ts';
import { madeRun } from '../../made/run.ts';

/** A grid whose CPU says nothing of heartbeats: it falls with the subscribers. */
const blurred: Spoil = (figures, { point }) => {
  if (point.load.arrivals.kind !== 'none') figures.cpuMicrosPerSecond += 20_000 - 5 * point.load.subscribers;
};

describe('the CPU of a heartbeat', () => {
  test('is the slope over idle subscribers, at two intervals', () => {
    // In made/costs.ts: SSE 30 µs, WebSocket 45 µs.
    expect(heartbeatCpuOf(runOf(), 'sse')).toEqual({
      micros: expect.closeTo(30, 6),
      mostPerSecond: expect.closeTo(2500, 9),
    });
    expect(heartbeatCpuOf(runOf(), 'websocket')?.micros).toBeCloseTo(45, 6);
  });

  test('is that of the model, whatever the grid says of it', () => {
    const fit = fitsOf(runOf(blurred), 'sse').cpuMicrosPerSecond;
    const heartbeat = fit?.coefficients.find(({ term }) => term === 'heartbeat');
    expect(heartbeat).toMatchObject({ value: expect.closeTo(30, 6), standardError: null });
    expect(fit?.covariance).toHaveLength(5);
    for (const row of fit?.covariance ?? []) expect(row).toHaveLength(5);
    expect(fit?.covariance?.[2]).toEqual([0, 0, 0, 0, 0]);
  });

  test('is not known of polling, or without idle subscribers; then the grid tells', () => {
    expect(heartbeatCpuOf(runOf(), 'long-polling')).toBeNull();
    expect(heartbeatCpuOf(madeRun([], []), 'sse')).toBeNull();
    const run = runOf();
    run.scenarios = run.scenarios.filter(({ id }) => id !== 'idle');
    expect(heartbeatCpuOf(run, 'sse')).toBeNull();
    expect(valuesOf(fitsOf(run, 'sse').cpuMicrosPerSecond)?.[2]).toBeCloseTo(30, 4);
  });
});
