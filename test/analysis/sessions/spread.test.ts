import { describe, expect, test } from 'vitest';
import { spreadIn } from '../../../analysis/comparison/session-spread.ts';
import { confirmations } from '../../../analysis/sessions/confirmation.ts';
import { recordedComparisons } from '../../../analysis/sessions/recorded-comparisons.ts';
import { spreadsOf } from '../../../analysis/sessions/spread.ts';
import type { RecordedSession } from '../../../results/format/recorded-session.ts';
import { seededRandom } from '../../../scenarios/load/seeded-random.ts';
import { type MadeSpread, madeRecorded } from '../../made/recorded-session.ts';

const POINTS = 60;

const named = (session: RecordedSession, scenario: string): RecordedSession => ({
  ...session,
  cells: session.cells.map(cell => ({ ...cell, scenario })),
});

/**
 * Sessions in which short polling takes e times the CPU of WebSocket at each point: a log ratio of
 * 1, off by `tau` in each session and point, and by `sigma` in each block.
 */
const madeSessions = (count: number, spread: MadeSpread, seed = 1) => {
  const random = seededRandom(seed);
  const truths = Array.from({ length: POINTS }, () => 1);
  return Array.from({ length: count }, (_, index) =>
    madeRecorded(`${index}`, random, { truths, spread, effect: 'own' }),
  );
};

describe('the spread of sessions', () => {
  test.each([
    { tau: 0.2, sigma: 0.1 },
    { tau: 0.05, sigma: 0.3 },
    { tau: 0, sigma: 0.2 },
  ])('is found again: between sessions $tau, between blocks $sigma', spread => {
    const found = spreadsOf(madeSessions(5, spread)).cpu?.['polling-push']?.s;
    expect(found?.sigma).toBeCloseTo(spread.sigma, 1);
    expect(Math.abs((found?.tau ?? 1) - spread.tau)).toBeLessThan(0.04);
    expect(found?.degreesOfFreedom).toBe(4);
  });

  test('is that of each scenario, and the widest of them where a scenario has none', () => {
    const calm = madeSessions(4, { tau: 0.02, sigma: 0.05 }).map(session => named(session, 'calm'));
    const rough = madeSessions(5, { tau: 0.3, sigma: 0.02 }, 2).map(session => named(session, 'rough'));
    const sessions = rough.map((session, index) => ({
      ...session,
      cells: [...session.cells, ...(calm[index]?.cells ?? [])],
    }));
    const spreads = spreadsOf(sessions);
    const of = (scenario: string) => spreadIn(spreads, 'cpu', 'polling-push', scenario);
    expect(of('calm')).toMatchObject({ degreesOfFreedom: 3 });
    expect(of('calm')?.tau).toBeLessThan(0.05);
    expect(of('rough')).toMatchObject({ degreesOfFreedom: 4 });
    expect(of('rough')?.tau).toBeGreaterThan(0.25);
    expect(of('another')).toEqual({
      tau: of('rough')?.tau,
      sigma: of('calm')?.sigma,
      degreesOfFreedom: 3,
    });
    expect(spreadIn(spreads, 'p50', 'polling-push', 'calm')).toBeNull();
  });

  test('is not taken from two sessions: they say too little about it', () => {
    expect(spreadsOf(madeSessions(2, { tau: 0.1, sigma: 0.1 }))).toEqual({});
    expect(spreadsOf(madeSessions(3, { tau: 0.1, sigma: 0.1 })).cpu).toBeDefined();
  });

  test('holds how much sessions on two kinds of processor differ, where most are on one', () => {
    const sessions = madeSessions(8, { tau: 0.05, sigma: 0.05 });
    // The ratios of two of them are those of another kind of processor, 1.5 times as much.
    const another = sessions.slice(6).map(session => ({
      ...session,
      processor: 'another',
      cells: session.cells.map(cell => ({
        ...cell,
        values: { ...cell.values, cpu: cell.values.cpu.map(cpu => (cpu === 1 ? cpu : (cpu ?? 0) * 1.5)) },
      })),
    }));
    const mixed = [...sessions.slice(0, 6), ...another];
    const tauOf = (all: RecordedSession[]) => spreadsOf(all).cpu?.['polling-push']?.s?.tau ?? 0;
    // Two such sessions differ by log 1.5, each by 1/√2 of it from what they have in common.
    const apart = Math.log(1.5) / Math.SQRT2;
    expect(tauOf(mixed)).toBeCloseTo(Math.hypot(apart, 0.05), 1);
    const onOneKind = mixed.map(session => ({ ...session, processor: 'made up' }));
    expect(tauOf(onOneKind)).toBeLessThan(0.8 * tauOf(mixed));
  });

  test('of values is kept apart from that of ratios', () => {
    const cpu = spreadsOf(madeSessions(4, { tau: 0.2, sigma: 0.1 })).cpu;
    // WebSocket takes 1 µs in every block of every session here.
    expect(cpu?.push?.s).toEqual({ tau: 0, sigma: 0, degreesOfFreedom: 3 });
    expect(cpu?.polling?.s?.tau).toBeCloseTo(cpu?.['polling-push']?.s?.tau as number, 9);
  });

  test('is not taken between sessions that measured in another way', () => {
    const [first, second, third] = madeSessions(3, { tau: 0.1, sigma: 0.1 }) as [
      RecordedSession,
      RecordedSession,
      RecordedSession,
    ];
    expect(spreadsOf([first, second, { ...third, serverKeptAwake: false }])).toEqual({});
    expect(spreadsOf([first, second, { ...third, preset: 'standard' }])).toEqual({});
    expect(spreadsOf([first, second, { ...third, garbageCollected: true }])).toEqual({});
  });

  test('needs two blocks of a session, paired by their number', () => {
    const [session] = madeSessions(1, { tau: 0, sigma: 0.1 }) as [RecordedSession];
    const one = session.cells.map(cell => ({
      ...cell,
      blocks: cell.transport === 'websocket' ? [5, 6, 0] : cell.blocks,
    }));
    expect(recordedComparisons([{ ...session, cells: one }])).toEqual([]);
    expect(recordedComparisons([session])).toHaveLength(POINTS);
  });
});

// Without two of four, two are left, and no spread is taken from two.
test.each([5, 6, 7])('of %i made-up sessions, each holds the medians of the others', count => {
  for (const seed of [1, 2, 3]) {
    const sessions = madeSessions(count, { tau: 0.15, sigma: 0.15 }, seed);
    const { compared = 0, inside = 0 } = confirmations(sessions).get('cpu') ?? {};
    expect(inside / compared).toBeGreaterThanOrEqual(0.93);
  }
});
