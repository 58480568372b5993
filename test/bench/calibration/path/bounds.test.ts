import { describe, expect, test } from 'vitest';
import {
  delayBoundMs,
  drawnSpreadInterval,
  jitterErrorMs,
  knotsSeen,
  passedDelayBoundMs,
  passedSpreadInterval,
  type Sample,
  spreadInterval,
  spreadTolerance,
  WITHIN,
} from '../../../../bench/calibration/path/bounds.ts';
import { wantedSpreadMs } from '../../../../bench/calibration/path/wanted.ts';
import { jitterCurve } from '../../../../bench/network/path/jitter.ts';

const arrivals = { count: 400, delayMs: 40, spreadMs: 0.2, durationMs: 800 };
const baseline = { count: 400, delayMs: 0.08, spreadMs: 0.04, durationMs: 800 };
const sample = (given: Partial<Sample> = {}): Sample => ({
  path: { rttMs: 80 },
  stream: { packets: 400, everyMicros: 2000, bytes: 60 },
  arrivals,
  baseline,
  hiccups: { p99Ms: 0.3, maxMs: 0 },
  ...given,
});

test('a delay may differ by what the emulator adds, and by the standard errors', () => {
  // 0.2 and 0.04 divided by 20.
  expect(delayBoundMs(sample())).toBeCloseTo(0.08 + 3.3 * Math.hypot(0.01, 0.002), 9);
  expect(delayBoundMs(sample({ path: { rttMs: 600 } }))).toBe(delayBoundMs(sample()));
});

test('few values of a jitter make the bound of the mean wider', () => {
  const path = { rttMs: 80, jitterMs: 10 };
  const stream = { packets: 4000, everyMicros: 2000, bytes: 60 };
  expect(knotsSeen(path, stream)).toBe(200);
  expect(delayBoundMs(sample({ path, stream }))).toBeGreaterThan(3.3 * jitterErrorMs(10, 200));
});

test('a curve that changes faster than probes are sent is seen once a probe', () => {
  expect(knotsSeen({ jitterMs: 0.1 }, { packets: 300, everyMicros: 2000, bytes: 60 })).toBe(300);
});

describe('over a few values of the curve', () => {
  const [jitterMs, knots, curves] = [2, 50, 2000];
  const spacingMs = 4 * jitterMs;
  const samples = Array.from({ length: curves }, (_, seed) => {
    const curve = jitterCurve(jitterMs * 1000, seed + 1);
    const count = 20 * knots;
    const values = Array.from({ length: count }, (_, index) => curve((index * 1000 * spacingMs) / 20) / 1000);
    const mean = values.reduce((sum, one) => sum + one, 0) / count;
    const variance = values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / count;
    return { mean, spread: Math.sqrt(variance) };
  });
  const spreadOf = (values: number[]) => {
    const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
    return Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length);
  };

  test('means scatter by the standard error that the bound takes', () => {
    const scatter = spreadOf(samples.map(({ mean }) => mean));
    expect(scatter / jitterErrorMs(jitterMs, knots)).toBeGreaterThan(0.9);
    expect(scatter / jitterErrorMs(jitterMs, knots)).toBeLessThan(1.1);
  });

  test('spreads scatter by a third of the tolerance, and hardly one is outside', () => {
    const wanted = wantedSpreadMs({ rttMs: 80, jitterMs });
    const scatter = spreadOf(samples.map(({ spread }) => spread / wanted));
    expect((WITHIN * scatter) / spreadTolerance(knots)).toBeGreaterThan(0.9);
    expect((WITHIN * scatter) / spreadTolerance(knots)).toBeLessThan(1.1);
    const outside = samples.filter(({ spread }) => Math.abs(spread / wanted - 1) > spreadTolerance(knots));
    expect(outside.length / curves).toBeLessThan(0.005);
  });
});

test('what the jitter drew makes no difference beside what the emulator decided', () => {
  const path = { rttMs: 80, jitterMs: 10 };
  const stream = { packets: 4000, everyMicros: 2000, bytes: 60 };
  const one = sample({ path, stream, arrivals: { ...arrivals, count: 4000, spreadMs: 4.7 } });
  expect(passedDelayBoundMs(one)).toBeLessThan(0.11);
  expect(delayBoundMs(one)).toBeGreaterThan(1);
  const { fromMs, toMs } = passedSpreadInterval(one, 4.7);
  expect(fromMs).toBeCloseTo(0.98 * 4.7, 2);
  // 2%, and 0.3 ms of the machine by squares.
  expect(toMs).toBeCloseTo(Math.hypot(1.02 * 4.7, 0.3), 9);
  const wanted = spreadInterval(one);
  expect(toMs - fromMs).toBeLessThan((wanted.toMs - wanted.fromMs) / 4);
});

test('what the emulator decided must be the setting, but for the chance of few draws', () => {
  const path = { rttMs: 80, jitterMs: 10 };
  const stream = { packets: 4000, everyMicros: 2000, bytes: 60 };
  const drawn = drawnSpreadInterval(sample({ path, stream }), false);
  const wanted = wantedSpreadMs(path);
  expect(drawn?.fromMs).toBeCloseTo(wanted * (1 - spreadTolerance(200)), 9);
  expect(drawn?.toMs).toBeCloseTo(wanted * (1 + spreadTolerance(200)), 9);
  expect(drawnSpreadInterval(sample(), false)).toBeNull();
});

test('a wanted spread hides little of the machine, and none shows all of it', () => {
  const wifi = { path: { rttMs: 4, jitterMs: 2 }, stream: { packets: 800, everyMicros: 2000, bytes: 60 } };
  const { fromMs, toMs } = spreadInterval(sample(wifi));
  expect(fromMs).toBeGreaterThan(0.8);
  expect(toMs).toBeLessThan(1.1);
  expect(spreadInterval(sample())).toEqual({ fromMs: 0, toMs: 0.3 });
});

test('the longest hiccup of the machine may come once, and makes every packet in it late', () => {
  const long = sample({ hiccups: { p99Ms: 0.3, maxMs: 4 } });
  // Three of 400 packets: at its beginning, after 2 ms and after 4 ms.
  expect(spreadInterval(long).toMs).toBeCloseTo(Math.hypot(0.3, 4 * Math.sqrt(3 / 400)), 9);
});

test('a spread that may be 0 is not told from none', () => {
  const path = { rttMs: 2000, jitterMs: 1000 };
  const stream = { packets: 4000, everyMicros: 2000, bytes: 60 };
  expect(spreadInterval(sample({ path, stream })).fromMs).toBe(0);
});
