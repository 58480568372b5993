import { describe, expect, test } from 'vitest';
import { ratioInterval } from '../../../analysis/comparison/ratio-interval.ts';
import { compare, METRICS, pairedRatios } from '../../../analysis/comparison/transports.ts';
import { joined } from '../../../analysis/sessions/join.ts';
import { medianInterval } from '../../../analysis/statistics/paired-ratios.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import { madeSessions, STEADY } from '../../made/sessions.ts';

const [, , cpu] = METRICS as [unknown, unknown, (typeof METRICS)[number]];

/** Ratios by session, in order. */
const ratiosOf = (...sessions: number[][]) =>
  sessions.flatMap((own, session) => own.map((ratio, block) => ({ session, block, ratio })));

const joinedOf = (factors: number[]) => {
  const { trials } = joined(madeSessions(factors), 'npm run join');
  const of = (transport: string) => trials.filter(trial => trial.transport === transport);
  return { sse: of('sse'), websocket: of('websocket') };
};

describe('the interval of paired ratios', () => {
  test('of one session is that of its blocks, without a list of sessions', () => {
    const ratios = STEADY.map((micros, block) => ({ block, ratio: micros / 10 }));
    expect(ratioInterval(ratios, null)).toEqual(medianInterval(ratios.map(({ ratio }) => ratio)));
    expect(ratioInterval(ratios, null)).not.toHaveProperty('sessions');
    expect(ratioInterval([], null)).toBeNull();
  });

  test('of several sessions is the random-effects interval, with that of each', () => {
    const interval = ratioInterval(ratiosOf([1.1, 1.1], [1.2, 1.2], [1.3, 1.3]), null);
    // Sessions without any scatter: Student’s t of three logs, of the mean and of another session.
    const logs = [1.1, 1.2, 1.3].map(Math.log);
    const mean = logs.reduce((sum, log) => sum + log, 0) / 3;
    const error = Math.sqrt((logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / 2) * (1 + 1 / 3));
    expect(interval).toMatchObject({
      median: expect.closeTo(Math.exp(mean), 6),
      low: expect.closeTo(Math.exp(mean - 4.30265 * error), 5),
      high: expect.closeTo(Math.exp(mean + 4.30265 * error), 5),
      blocks: 6,
      method: 'random-effects',
    });
    expect(interval?.sessions).toMatchObject([
      { session: 0, median: expect.closeTo(1.1, 9), verdict: 'more' },
      { session: 1, median: expect.closeTo(1.2, 9), verdict: 'more' },
      { session: 2, median: expect.closeTo(1.3, 9), verdict: 'more' },
    ]);
  });

  test('of several sessions is as wide as recorded ones differ, though these agree', () => {
    const ratios = ratiosOf([1.2, 1.2], [1.2, 1.2], [1.2, 1.2]);
    const spread = { tau: 0.2, sigma: 0.05, degreesOfFreedom: 14 };
    const { low = 1, high = 1 } = ratioInterval(ratios, spread) ?? {};
    expect(ratioInterval(ratios, null)).toMatchObject({ low: expect.closeTo(1.2, 6) });
    expect(low).toBeLessThan(1.2 * Math.exp(-0.4));
    expect(high).toBeGreaterThan(1.2 * Math.exp(0.4));
  });

  test('takes sessions by their number, not by their order', () => {
    const ratios = ratiosOf([1.1, 1.12], [1.2, 1.22], [1.3, 1.32]);
    expect(ratioInterval(ratios.toReversed(), null)).toEqual(ratioInterval(ratios, null));
  });

  test('a session with a single block has a median without an interval of its own', () => {
    const interval = ratioInterval(ratiosOf([1.1, 1.12], [1.2]), null);
    expect(interval?.sessions?.[1]).toEqual({
      session: 1,
      median: 1.2,
      low: null,
      high: null,
      verdict: 'unresolved',
    });
    expect(interval?.method).toBe('random-effects');
  });

  test('where only one session of a joined run has ratios, it is that of its blocks', () => {
    const interval = ratioInterval(ratiosOf([1.1, 1.12, 1.13]), null);
    expect(interval).toMatchObject({ method: 'student-t', sessions: [{ session: 0, verdict: 'more' }] });
    expect(ratioInterval(ratiosOf([1.1]), null)).toBeNull();
  });
});

describe('transports of a joined run', () => {
  test('are paired within a block of the same session', () => {
    const { sse, websocket } = joinedOf([1.5, 2]);
    const ratios = pairedRatios(sse, websocket, (trial: MeasuredTrial) => trial.server.cpuMicrosPerDelivery);
    expect(ratios).toHaveLength(10);
    expect(ratios.filter(({ session }) => session === 0).map(({ ratio }) => ratio)).toEqual(
      STEADY.map(() => expect.closeTo(1.5, 9)),
    );
    expect(ratios.at(-1)).toEqual({ session: 1, block: 4, ratio: expect.closeTo(2, 9) });
  });

  test('have a verdict only if it holds for sessions like these', () => {
    const verdictOf = (factors: number[]) => {
      const { sse, websocket } = joinedOf(factors);
      return compare(sse, websocket, cpu).verdict;
    };
    expect(verdictOf([1.5, 1.55, 1.6])).toBe('more');
    // Each session by itself is sure, and they contradict each other.
    expect(verdictOf([0.8, 1.5, 1.4])).toBe('unresolved');
  });
});

describe('one session, where the spread between sessions is known', () => {
  const ratios = [1.9, 2, 2.1].map((ratio, block) => ({ block, ratio }));
  const spread = { tau: 0.2, sigma: 0.05, degreesOfFreedom: 4 };

  test('the interval holds both sessions’ errors: t × √2 × √(τ² + the error of a median of blocks)', () => {
    const found = ratioInterval(ratios, spread);
    const logs = ratios.map(({ ratio }) => Math.log(ratio));
    const mean = (logs[0] as number) / 3 + (logs[1] as number) / 3 + (logs[2] as number) / 3;
    const squares = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0);
    const variance = (squares + 4 * 0.05 ** 2) / 6;
    const half = 2.7764451051977934 * Math.sqrt(2 * (0.04 + (variance * 1.346) / 3));
    expect(found?.method).toBe('between-sessions');
    expect(found?.median).toBeCloseTo(2, 12);
    expect(Math.log(found?.low ?? 0)).toBeCloseTo(Math.log(2) - half, 9);
    expect(Math.log(found?.high ?? 0)).toBeCloseTo(Math.log(2) + half, 9);
  });

  test('a session that scatters more than the recorded ones has a wider interval', () => {
    const width = (own: typeof ratios) => {
      const { low = 1, high = 1 } = ratioInterval(own, spread) ?? {};
      return high / low;
    };
    const scattered = [1, 2, 4].map((ratio, block) => ({ block, ratio }));
    expect(width(scattered)).toBeGreaterThan(width(ratios));
  });

  test('one block has none', () => {
    expect(ratioInterval(ratios.slice(0, 1), spread)).toBeNull();
  });
});
