import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mergeLatency, percentileRange } from '../../../analysis/comparison/merged-latency.ts';
import { latencyFigure } from '../../../report/charts/latency.ts';
import { figuresOf, ratioSpread } from '../../../report/model/figures.ts';
import { latenessOf } from '../../../report/model/lateness.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { spreadOf, spreadOver } from '../../../report/model/spread.ts';
import { readRun, writeRun } from '../../../results/format/run-file.ts';
import type { MeasuredTrial, Trial } from '../../../results/format/trial.ts';
import {
  hostileRun,
  type Made,
  madeRun,
  madeScenario,
  madeTrial,
  pointTrials,
  spreadMs,
} from '../../made/run.ts';

const trial = (block: number, over: Partial<Made> = {}) =>
  madeTrial({ scenario: 's', point: 'p0', transport: 'sse', block }, over);
const figures = (trials: Trial[], floor: Trial[] = []) => figuresOf('sse', trials, floor, 10);

test('made-up runs are runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pushlab-report-'));
  try {
    const run = madeRun([madeScenario('s', 2)], pointTrials('s', 'p0', 2));
    writeRun(folder, run);
    expect(readRun(folder)).toEqual(run);
    writeRun(folder, hostileRun());
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('spread', () => {
  test('blocks without a value do not count', () => {
    expect(spreadOf([3, null, 1])).toEqual({ value: 2, min: 1, max: 3, blocks: 2 });
    expect(spreadOf([null, Number.NaN])).toBeNull();
    expect(spreadOf([1, 3], 1.5)).toEqual({ value: 1.5, min: 1, max: 3, blocks: 2 });
  });

  test('both arms of a block count as one block', () => {
    const arms = [8, 10, 20, 30].map((cpuMicrosPerDelivery, index) => ({
      ...trial(Math.floor(index / 2), { cpuMicrosPerDelivery }),
      arm: index % 2 === 0 ? ('a' as const) : ('b' as const),
    }));
    const cpu = (one: MeasuredTrial) => one.server.cpuMicrosPerDelivery;
    expect(spreadOver(arms, cpu)).toEqual({ value: 17, min: 9, max: 25, blocks: 2 });
    expect(figures(arms).cpuMicrosPerDelivery).toEqual({ value: 17, min: 9, max: 25, blocks: 2 });
  });
});

describe('merged latency', () => {
  test('is the percentile of all deliveries, not the mean of percentiles', () => {
    const quick = trial(0, { latenciesMs: Array(990).fill(1) });
    const slow = trial(1, { latenciesMs: Array(110).fill(100) });
    const merged = mergeLatency([quick, slow], 'fromSchedule');
    expect(merged?.count).toBe(1100);
    expect(merged?.quantileMs(0.5)).toBeCloseTo(1, 2);
    expect(merged?.quantileMs(0.89)).toBeCloseTo(1, 2);
    // The mean of the two medians would be 50.
    expect(merged?.quantileMs(0.95)).toBeCloseTo(100, 0);
    expect(merged?.maxMs).toBe(100);
  });

  test('gives no percentile that the deliveries do not reach', () => {
    const merged = mergeLatency([trial(0, { latenciesMs: spreadMs(1, 2, 500) })], 'fromSchedule');
    expect(merged?.quantileMs(0.99)).toBeGreaterThan(1.9);
    expect(merged?.quantileMs(0.999)).toBeNull();
  });

  test('is null where nothing was delivered', () => {
    expect(mergeLatency([], 'fromSchedule')).toBeNull();
    expect(mergeLatency([trial(0, { latenciesMs: null })], 'fromSchedule')).toBeNull();
  });

  test('takes a percentile, its range and its ratios from the same trials', () => {
    const some = trial(0, { latenciesMs: spreadMs(1, 2, 500) });
    const more = trial(1, { latenciesMs: spreadMs(1, 3, 500) });
    const few = trial(2, { latenciesMs: spreadMs(500, 900, 50) });
    for (const [one, count] of [
      [some, 500],
      [more, 500],
      [few, 50],
    ] as const)
      one.generator.scheduledInWindow = count;
    const p99 = percentileRange([some, more, few], 'fromSchedule', 'p99');
    // The block of 50 notifications says nothing of p99, and does not raise that of the others.
    expect(p99).toMatchObject({ min: some.latencyMs?.fromSchedule.p99, blocks: 2, ofBlocks: 3 });
    expect(p99?.max).toBe(more.latencyMs?.fromSchedule.p99);
    expect(p99?.value).toBe(mergeLatency([some, more], 'fromSchedule')?.quantileMs(0.99));
    expect(percentileRange([some, more, few], 'fromSchedule', 'p50')).toMatchObject({ blocks: 3 });
    expect(percentileRange([few], 'fromSchedule', 'p99')).toBeNull();
  });

  test('names the trial whose histogram is damaged', () => {
    const damaged = trial(3);
    if (damaged.latencyMs) damaged.latencyMs.fromSchedule.hdr = 'not a histogram';
    expect(() => mergeLatency([damaged], 'fromSchedule')).toThrow(/s p0 sse block 3: its latency histogram/);
  });

  test('draws no line beyond the last percentile that the deliveries reach', () => {
    const few = figures([trial(0, { latenciesMs: spreadMs(1, 2, 300) })]);
    const many = figures([trial(0, { latenciesMs: spreadMs(1, 2, 20_000) })]);
    const { spec } = latencyFigure([few, many], 'fromSchedule');
    if (spec.kind !== 'percentiles') throw new Error('latency is drawn by percentiles');
    const [short, long] = spec.lines.map(line => spec.x[line.y.length - 1] ?? 0);
    expect(short).toBeLessThanOrEqual(300);
    expect(short).toBeGreaterThan(250);
    expect(long).toBeLessThanOrEqual(20_000);
    expect(spec.x).toEqual(expect.arrayContaining([2, 10, 100, 1000, 10_000]));
  });
});

describe('figures of a transport', () => {
  test('ratios are paired within blocks', () => {
    const sse = [trial(0, { cpuMicrosPerDelivery: 20 }), trial(1, { cpuMicrosPerDelivery: 60 }), trial(2)];
    const floor = [trial(0, { cpuMicrosPerDelivery: 10 }), trial(1, { cpuMicrosPerDelivery: 20 })];
    // Ratios of 2 and 3; their median is the geometric mean, as in every comparison.
    expect(ratioSpread(sse, floor, one => one.server.cpuMicrosPerDelivery)).toEqual({
      value: expect.closeTo(Math.sqrt(6), 9),
      min: 2,
      max: 3,
      blocks: 2,
    });
    expect(figures(sse, []).cpuTimesFloor).toBeNull();
    expect(figures(sse, [trial(0, { cpuMicrosPerDelivery: 0 })]).cpuTimesFloor).toBeNull();
  });

  test('invalid trials count for nothing but what is missing', () => {
    const invalid = trial(1, { cpuMicrosPerDelivery: 999, missing: 7, latenciesMs: spreadMs(500, 900) });
    invalid.status = 'invalid';
    const view = figures([trial(0), invalid]);
    expect(view.valid).toHaveLength(1);
    expect(view.trials).toHaveLength(2);
    expect(view.cpuMicrosPerDelivery).toEqual({ value: 10, min: 10, max: 10, blocks: 1 });
    expect(view.latency.fromSchedule.p99?.value).toBeLessThan(3);
    expect(view.missing).toBe(7);
  });

  test('of a block that was tried again, the last valid attempt counts', () => {
    const again = { ...trial(0, { cpuMicrosPerDelivery: 30 }), attempt: 1 };
    expect(figures([again, trial(0)]).cpuMicrosPerDelivery?.value).toBe(30);
  });

  test('memory is the growth by subscribers, shared among them', () => {
    expect(figures([trial(0, { memoryBytes: 20_480 })]).memoryBytesPerSubscriber?.value).toBe(20_480);
  });

  test('bytes are split into parts that add up', () => {
    const made = { payloadBytes: 100, overheadDown: 30, up: 12 };
    expect(figures([trial(0, made)]).bytes).toEqual({
      payload: 100,
      before: null,
      overheadDown: 30,
      up: 12,
      tls: null,
      http2: null,
      total: 142,
      wire: null,
    });
    // MessagePack: less went down than the payload has as JSON.
    const packed = { payloadBytes: 100, overheadDown: -60, up: 0 };
    expect(figures([trial(0, packed)]).bytes).toMatchObject({
      payload: 40,
      overheadDown: 0,
      up: 0,
      total: 40,
    });
  });

  test('of what was compressed, payload and envelope are one part, which says what they were', () => {
    const one = trial(0, { payloadBytes: 100, overheadDown: -30, up: 12 });
    const { arrived } = one.deliveries;
    one.bandwidth.compression = { contentBytes: 180 * arrived, compressedBytes: 60 * arrived };
    expect(figures([one]).bytes).toMatchObject({
      payload: 60,
      before: { payload: 100, withEnvelope: 180 },
      overheadDown: 10,
      up: 12,
      total: 82,
    });
  });

  test('what TLS added is a part of its own', () => {
    const one = trial(0, { payloadBytes: 100, overheadDown: 30, up: 12 });
    const { arrived } = one.deliveries;
    one.bandwidth.tls = {
      downBytes: 22 * arrived,
      upBytes: 2 * arrived,
      fullHandshakes: 0,
      resumedHandshakes: 0,
    };
    expect(figures([one]).bytes).toMatchObject({
      payload: 100,
      overheadDown: 8,
      up: 10,
      tls: 24,
      total: 142,
    });
  });

  test('what HTTP/2 added is a part of its own, and so is TLS below it', () => {
    const one = trial(0, { payloadBytes: 100, overheadDown: 40, up: 12 });
    const { arrived } = one.deliveries;
    one.bandwidth.tls = { downBytes: 22 * arrived, upBytes: 0, fullHandshakes: 0, resumedHandshakes: 0 };
    one.bandwidth.http2 = { downBytes: 9 * arrived, upBytes: 2 * arrived };
    expect(figures([one]).bytes).toMatchObject({
      payload: 100,
      overheadDown: 9,
      up: 10,
      tls: 22,
      http2: 11,
      total: 152,
    });
  });

  test('the layers of a delivery add up to its bytes on the wire', () => {
    const made = { payloadBytes: 100, overheadDown: 30, up: 12, wire: 142 + 2 * 66 };
    // Blocks count by their deliveries, as in every sum over blocks.
    const bytes = figures([trial(0, made), trial(1, { ...made, received: 3000 })]).bytes;
    expect(bytes?.wire).toEqual({
      headersDown: 66,
      headersUp: 66,
      total: 274,
      packetsDown: 1,
      packetsUp: 1,
      worstRemainderPercent: 0,
      worstUnexplainedPercent: 0,
      repeatedSegments: 0,
    });
    expect(figures([trial(0, made)]).wireBytesPerDelivery?.value).toBe(274);
    // Only one of two trials knows the wire: parts of both would not add up.
    expect(figures([trial(0, made), trial(1)]).bytes?.wire).toBeNull();
  });

  test('what headers do not explain is that of the worst block, with its sign', () => {
    const wire = 120 + 2 * 66;
    const bytes = figures([trial(0, { wire: wire + 1 }), trial(1, { wire: wire - 2 })]).bytes;
    expect(bytes?.wire?.worstRemainderPercent).toBeCloseTo((-100 * 2) / 250, 9);
  });

  test('drift is the median over blocks', () => {
    const drifts = [4, -30, 12].map((driftPercent, block) => trial(block, { driftPercent }));
    expect(figures(drifts).driftPercent).toEqual({ value: 4, min: -30, max: 12, blocks: 3 });
    expect(figures([trial(0, { driftPercent: null })]).driftPercent).toBeNull();
  });

  test('a trial without deliveries gives no figure a delivery', () => {
    const view = figures([trial(0, { received: 0, latenciesMs: null })]);
    expect(view.bytes).toBeNull();
    expect(view.bytesPerDelivery).toBeNull();
    expect(view.cpuMicrosPerDelivery).toBeNull();
    expect(view.requestsPer1000).toBeNull();
    expect(view.batchMean).toBeNull();
    expect(view.latency.fromSchedule).toEqual({ merged: null, p50: null, p99: null });
  });
});

describe('lateness of the machine', () => {
  const lateness = (lagMs: number, hiccupMs: number, due = 100) => {
    const scenario = madeScenario('s', 1);
    const [point] = scenario.points;
    if (!point) throw new Error('a made-up scenario has a point');
    const run = madeRun(
      [scenario],
      [
        trial(0, { lagMs, latenciesMs: spreadMs(1, 2) }),
        madeTrial(
          { scenario: 's', point: 'p0', transport: 'short-polling', block: 0 },
          {
            lagMs,
            latenciesMs: spreadMs(1, 500),
          },
        ),
      ],
    );
    run.environment.hiccups.p99Ms = hiccupMs;
    for (const one of run.trials) if (one.status !== 'error') one.generator.scheduledInWindow = due;
    return latenessOf(viewPoint(run, scenario, point), run.environment);
  };

  test('is spoken of where it is a large part of a tail, and only there', () => {
    expect(lateness(0.1, 0.1)).toBeNull();
    expect(lateness(1.2, 0.1)).toMatchObject({ transports: ['sse'], publishLagP99Ms: 1.2 });
    expect(lateness(0.1, 2.5)).toMatchObject({ transports: ['sse'], hiccupP99Ms: 2.5 });
    // Also where notifications are too few for a p99 of each trial.
    expect(lateness(1.2, 0.1, 50)).toMatchObject({ transports: ['sse'] });
    expect(lateness(0.1, 0.1, 50)).toBeNull();
  });
});
