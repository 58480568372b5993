import { describe, expect, test } from 'vitest';
import { type BlockRatio, ratioInterval } from '../../../analysis/comparison/ratio-interval.ts';
import type { Spread } from '../../../analysis/comparison/session-spread.ts';
import { median } from '../../../analysis/statistics/paired-ratios.ts';
import { seededRandom } from '../../../scenarios/load/seeded-random.ts';
import { normal } from '../../made/normal.ts';
import type { MadeSpread } from '../../made/recorded-session.ts';
import { type Counts, countIn, drawn, noCounts, type Seen, seenIn } from '../../made/simulated-verdicts.ts';

interface Case {
  name: string;
  seen: Seen;
  /**
   * From so many sessions on 60% of the clear differences are decided: with recorded sessions, and
   * from the joined ones alone. Null: not by 6.
   */
  decidedFrom: { known: number | null; alone: number | null };
}

/** As recorded. */
const CASES: readonly Case[] = [
  {
    name: 'wire bytes',
    seen: seenIn('wire', 'polling-polling', 'notifications'),
    decidedFrom: { known: 2, alone: 3 },
  },
  {
    name: 'p50 of push and push',
    seen: seenIn('p50', 'push-push', 'ticker'),
    decidedFrom: { known: 2, alone: 4 },
  },
  {
    name: 'p50 of polling and push',
    seen: seenIn('p50', 'polling-push', 'notifications'),
    decidedFrom: { known: 2, alone: 3 },
  },
  {
    name: 'p99 of polling and push',
    seen: seenIn('p99', 'polling-push', 'rate-sweep'),
    decidedFrom: { known: 2, alone: 3 },
  },
  {
    name: 'CPU of polling and push',
    seen: seenIn('cpu', 'polling-push', 'ticker'),
    decidedFrom: { known: 2, alone: 5 },
  },
  {
    name: 'CPU of push and push',
    seen: seenIn('cpu', 'push-push', 'notifications'),
    decidedFrom: { known: null, alone: null },
  },
];

/** Each kind of pair with the spread of the scenario that spreads most. */
const CPU_PAIRS: readonly Seen[] = [
  seenIn('cpu', 'polling-polling', 'trace'),
  seenIn('cpu', 'polling-push', 'trace'),
  seenIn('cpu', 'push-push', 'trace'),
];

const RUNS = 1000;
const BLOCKS = 3;
/** Recorded sessions that tell the spread, beside those that are joined. */
const RECORDED = 14;

/** The spread that recorded sessions would show: τ² is drawn as a variance of normal values. */
function learnt(random: () => number, { tau, sigma }: MadeSpread): Spread {
  const degreesOfFreedom = RECORDED - 1;
  const squares = Array.from({ length: degreesOfFreedom }, () => (tau * normal(random)) ** 2);
  const variance = squares.reduce((sum, square) => sum + square, 0) / degreesOfFreedom;
  return { tau: Math.sqrt(variance), sigma, degreesOfFreedom };
}

interface Kind {
  sessions: number;
  /** Whether recorded sessions tell the spread too. */
  isKnown: boolean;
  /** Part of the variance between sessions that the joined ones share: those of one hour do. */
  sharedPart: number;
}

/** Two joined runs, and another session whose ratio the interval of the first should hold. */
function simulated({ sessions, isKnown, sharedPart }: Kind, { truths, spread }: Seen, runs = RUNS): Counts {
  const random = seededRandom(sessions);
  const counts = noCounts();
  const blocksOf = (effect: number, session: number): BlockRatio[] =>
    Array.from({ length: BLOCKS }, (_, block) => {
      return { session, block, ratio: Math.exp(effect + spread.sigma * normal(random)) };
    });
  for (let run = 0; run < runs; run++) {
    const truth = drawn(random, truths);
    const joined = (): BlockRatio[][] => {
      const common = truth + Math.sqrt(sharedPart) * spread.tau * normal(random);
      return Array.from({ length: sessions }, (_, session) =>
        blocksOf(common + Math.sqrt(1 - sharedPart) * spread.tau * normal(random), session),
      );
    };
    const known = isKnown ? learnt(random, spread) : null;
    const [one, other] = [joined(), joined()];
    const another = blocksOf(truth + spread.tau * normal(random), sessions);
    const medianOf = (own: readonly BlockRatio[]) =>
      median(own.map(({ ratio }) => Math.log(ratio))) as number;
    countIn(counts, {
      one: ratioInterval(one.flat(), known),
      other: ratioInterval(other.flat(), known),
      expected: medianOf(another),
      medians: [...one, ...other, another].map(medianOf),
    });
  }
  return counts;
}

describe.each([2, 3, 4, 5, 6])('%i sessions joined', sessions => {
  describe.each(['known', 'alone'] as const)('with a spread that recorded sessions tell: %s', spread => {
    test.each(CASES)('$name: another session confirms them', ({ seen, decidedFrom }) => {
      const counts = simulated({ sessions, isKnown: spread === 'known', sharedPart: 0 }, seen);
      const { compared, inside, decided, contradicted, reversed, clear, clearDecided } = counts;
      expect(inside / compared).toBeGreaterThanOrEqual(0.93);
      expect(contradicted).toBeLessThanOrEqual(0.01 * decided);
      expect(reversed).toBeLessThanOrEqual(0.01 * compared);
      expect(clear).toBeGreaterThan(20);
      const least = decidedFrom[spread];
      if (least !== null && sessions >= least) expect(clearDecided / clear).toBeGreaterThanOrEqual(0.6);
    });
  });

  test('CPU of all pairs, as many of each kind as recorded: 60% of the clear differences are decided', () => {
    const kinds = CPU_PAIRS.map(seen =>
      simulated({ sessions, isKnown: true, sharedPart: 0 }, seen, 10 * seen.truths.length),
    );
    const sum = (of: (counts: Counts) => number) => kinds.reduce((total, counts) => total + of(counts), 0);
    const [decided, clear] = [sum(one => one.clearDecided), sum(one => one.clear)];
    expect(decided / clear).toBeGreaterThanOrEqual(0.6);
  });

  // The mean of such sessions is less sure than it seems; the known spread keeps the interval wide.
  test.each(CASES)('$name: of one hour, they are confirmed nearly as often', ({ seen }) => {
    const { compared, inside } = simulated({ sessions, isKnown: true, sharedPart: 0.5 }, seen);
    expect(inside / compared).toBeGreaterThanOrEqual(0.9);
  });
});
