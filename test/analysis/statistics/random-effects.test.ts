import { describe, expect, test } from 'vitest';
import { type RandomEffects, randomEffects } from '../../../analysis/statistics/random-effects.ts';
import { sessionEstimates } from '../../../analysis/statistics/session-estimates.ts';
import { seededRandom } from '../../../scenarios/load/seeded-random.ts';
import { normal } from '../../made/normal.ts';

const studies = (estimates: number[], variances: number[]) =>
  estimates.map((estimate, index) => ({ estimate, standardError: Math.sqrt(variances[index] as number) }));

function effectsOf(...given: Parameters<typeof randomEffects>): RandomEffects {
  const effects = randomEffects(...given);
  if (!effects) throw new Error('no interval');
  return effects;
}

/** Borenstein et al., Introduction to Meta-Analysis, 2009, table 14.1. */
const BORENSTEIN = studies(
  [0.0945, 0.2774, 0.3665, 0.6644, 0.4618, 0.1852],
  [0.0329, 0.0307, 0.0499, 0.0105, 0.0427, 0.0234],
);

/** Colditz et al., JAMA 271, 1994, 698–702: with tuberculosis and all, vaccinated and not. */
const BCG = [
  [4, 123, 11, 139],
  [6, 306, 29, 303],
  [3, 231, 11, 220],
  [62, 13598, 248, 12867],
  [33, 5069, 47, 5808],
  [180, 1541, 372, 1451],
  [8, 2545, 10, 629],
  [505, 88391, 499, 88391],
  [29, 7499, 45, 7277],
  [17, 1716, 65, 1665],
  [186, 50634, 141, 27338],
  [5, 2498, 3, 2341],
  [27, 16913, 29, 17854],
].map(counts => {
  const [ill, all, otherIll, otherAll] = counts as [number, number, number, number];
  return {
    estimate: Math.log(ill / all / (otherIll / otherAll)),
    standardError: Math.sqrt(1 / ill - 1 / all + 1 / otherIll - 1 / otherAll),
  };
});

// The expected values are those of statsmodels 0.15.0: combine_effects(…, method_re='iterated',
// use_t=True), with scipy.stats.t for the interval.
describe('published studies', () => {
  test('of Borenstein et al.', () => {
    const { tauSquared, mean, standardError, low, high, degreesOfFreedom } = effectsOf(BORENSTEIN);
    expect(tauSquared).toBeCloseTo(0.022733515649742048, 9);
    expect(mean).toBeCloseTo(0.36593622622047317, 9);
    expect(standardError).toBeCloseTo(0.0922506165546285, 9);
    expect([low, high]).toEqual([expect.closeTo(0.12879846697889, 9), expect.closeTo(0.60307398546205, 9)]);
    expect(degreesOfFreedom).toBe(5);
  });

  test('and what another study of their size would find', () => {
    // Of them and of another: 0.022734 + 0.19010 / 6 + 0.092251², and t of 5 is 2.570582.
    const { another } = effectsOf(BORENSTEIN);
    expect(another).toEqual({ low: expect.closeTo(-0.278902, 5), high: expect.closeTo(1.010774, 5) });
  });

  test('of a vaccine, 13 of them', () => {
    const { tauSquared, mean, low, high } = effectsOf(BCG);
    expect(tauSquared).toBeCloseTo(0.3180684522050243, 8);
    expect(mean).toBeCloseTo(-0.7149681534934446, 8);
    expect([low, high]).toEqual([expect.closeTo(-1.109098381202, 8), expect.closeTo(-0.320837925785, 8)]);
  });

  test('three of them, and two of them: wide, because so few say little about their spread', () => {
    const three = effectsOf(BCG.slice(3, 6));
    expect(three.tauSquared).toBeCloseTo(0.34060018083941546, 8);
    expect([three.low, three.high]).toEqual([expect.closeTo(-2.33306577, 7), expect.closeTo(0.67149092, 7)]);
    const two = effectsOf(BCG.slice(7, 9));
    expect(two.tauSquared).toBeCloseTo(0.08566063503092085, 8);
    expect([two.low, two.high]).toEqual([expect.closeTo(-3.15297776, 6), expect.closeTo(2.80451931, 6)]);
  });

  test('that agree by chance do not narrow the interval: q = 0.53 counts as 1', () => {
    const { tauSquared, mean, standardError } = effectsOf(BORENSTEIN.slice(0, 2));
    expect(tauSquared).toBe(0);
    expect(mean).toBeCloseTo(0.18911336477987417, 9);
    // statsmodels has 0.0914 with q, and 0.1260 without it.
    expect(standardError).toBeCloseTo(0.12601973989326948, 9);
  });
});

describe('special cases', () => {
  test('one session has no interval, unless the spread between sessions is known', () => {
    const [first] = BORENSTEIN;
    expect(randomEffects([])).toBeNull();
    expect(randomEffects([first as (typeof BORENSTEIN)[0]])).toBeNull();
    const one = [{ estimate: 1, standardError: 0.03 }];
    const { low, high, degreesOfFreedom } = effectsOf(one, { tau: 0.04, degreesOfFreedom: 3 });
    // 3.182 × √(0.03² + 0.04²), in which q is 1.
    expect([low, high]).toEqual([expect.closeTo(1 - 0.15912, 5), expect.closeTo(1 + 0.15912, 5)]);
    expect(degreesOfFreedom).toBe(3);
  });

  test('a known spread is pooled with that of the sessions', () => {
    const two = studies([-0.2, 0.2], [0, 0]);
    const { standardError, degreesOfFreedom } = effectsOf(two, { tau: 0.1, degreesOfFreedom: 3 });
    // Q = 2 × 0.2² / 0.1² = 8 with one degree of freedom, so q = (3 + 8) / 4.
    expect(standardError).toBeCloseTo(Math.sqrt(((11 / 4) * 0.1 ** 2) / 2), 9);
    expect(degreesOfFreedom).toBe(4);
  });

  test('sessions that agree do not make a known spread smaller for another session', () => {
    const three = studies([0.1, 0.1, 0.1], [0.01, 0.01, 0.01]);
    const { mean, another } = effectsOf(three, { tau: 0.1, degreesOfFreedom: 14 });
    // Of the mean, with q = 14 / 16; of another; and of half of the spread, which an hour shares.
    const variance = ((14 / 16) * 0.02) / 3 + 0.02 + (0.5 * 0.01 * 2) / 3;
    expect(another.high - mean).toBeCloseTo(2.1199053 * Math.sqrt(variance), 6);
  });

  test('a known spread of 0 does not narrow the interval below that of sessions without any', () => {
    const same = studies([0.1, 0.1, 0.1], [0.01, 0.01, 0.01]);
    const { standardError } = effectsOf(same, { tau: 0, degreesOfFreedom: 1 });
    expect(standardError).toBeCloseTo(Math.sqrt(0.01 / 3), 9);
  });

  test('sessions that agree exactly and have no error have an interval without width', () => {
    const { low, high } = effectsOf(studies([0.3, 0.3], [0, 0]));
    expect(low).toBeCloseTo(0.3, 6);
    expect(high).toBeCloseTo(0.3, 6);
  });
});

const NOISE = 0.05;
/** The true log ratio is 0. Each session adds its own effect, each block its own noise. */
const simulated = (random: () => number, sessions: number, blocks: number, tau: number, noise = NOISE) =>
  Array.from({ length: sessions }, () => {
    const effect = tau * normal(random);
    return Array.from({ length: blocks }, () => effect + noise * normal(random));
  });

const RUNS = 1000;
const shareOf = (isTrue: () => boolean) => Array.from({ length: RUNS }, isTrue).filter(Boolean).length / RUNS;
const contains = (effects: RandomEffects) => effects.low <= 0 && 0 <= effects.high;

describe('simulated sessions', () => {
  describe.each([2, 3, 4, 5, 6])('%i of them', sessions => {
    test.each([0, 0.02, 0.1, 0.4])('with a spread of %d: at least 93%% of intervals are true', tau => {
      const random = seededRandom(1000 * sessions + 100 * tau);
      const blocks = [3, 5, 10];
      const share = shareOf(() => {
        const count = blocks[Math.floor(random() * blocks.length)] as number;
        return contains(effectsOf(sessionEstimates(simulated(random, sessions, count, tau))));
      });
      expect(share).toBeGreaterThanOrEqual(0.93);
    });
  });

  test.each([0, 0.05, 0.3])('that differ in noise and blocks, with outliers, and a spread of %d', tau => {
    const random = seededRandom(7 + 100 * tau);
    const pick = (values: readonly number[]) => values[Math.floor(random() * values.length)] as number;
    const share = shareOf(() => {
      const sessions = Array.from({ length: pick([2, 3, 4, 5, 6]) }, () => {
        const [own] = simulated(random, 1, pick([2, 3, 5, 10]), tau, pick([0.01, 0.05, 0.2]));
        return (own as number[]).map(log => (random() < 0.1 ? log + 0.5 * normal(random) : log));
      });
      return contains(effectsOf(sessionEstimates(sessions)));
    });
    expect(share).toBeGreaterThanOrEqual(0.93);
  });

  test.each([2, 3])(
    '%i of them with a spread known from four others: as true, and far narrower',
    sessions => {
      const random = seededRandom(sessions);
      let narrower = 0;
      const share = shareOf(() => {
        const recorded = Array.from({ length: 4 }, () => 0.1 * normal(random));
        const mean = recorded.reduce((sum, one) => sum + one, 0) / 4;
        const tau = Math.sqrt(recorded.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 3);
        const estimates = sessionEstimates(simulated(random, sessions, 5, 0.1));
        const known = effectsOf(estimates, { tau, degreesOfFreedom: 3 });
        const { low, high } = effectsOf(estimates);
        if (known.high - known.low < high - low) narrower++;
        return contains(known);
      });
      expect(share).toBeGreaterThanOrEqual(0.93);
      expect(narrower / RUNS).toBeGreaterThan(sessions === 2 ? 0.8 : 0.6);
    },
  );
});

/** The standard deviation of these values around 0. */
const scatterOf = (values: readonly number[]) =>
  Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);

/** The mean of the bootstrap's standard error of the median of three, exactly: 27 resamples. */
function bootstrapError([low, middle, high]: [number, number, number]): number {
  const mean = (7 * low + 13 * middle + 7 * high) / 27;
  return Math.sqrt((7 * (low - mean) ** 2 + 13 * (middle - mean) ** 2 + 7 * (high - mean) ** 2) / 27);
}

describe('the standard error of a session', () => {
  test.each([3, 4, 5, 7, 10, 15])('of %i blocks is the scatter of their median', blocks => {
    const random = seededRandom(blocks);
    const made = Array.from({ length: 4000 }, () => sessionEstimates(simulated(random, 3, blocks, 0)));
    const errors = made.map(([first]) => first?.standardError as number);
    const scatter = scatterOf(made.map(([first]) => first?.estimate as number));
    expect(scatterOf(errors) / scatter).toBeGreaterThan(0.95);
    expect(scatterOf(errors) / scatter).toBeLessThan(1.05);
  });

  test('of three blocks alone may be a third of the true one; pooled over sessions it rarely is', () => {
    const random = seededRandom(3);
    const made = Array.from({ length: 2000 }, () => simulated(random, 4, 3, 0));
    const errorOf = (sessions: number[][]) => sessionEstimates(sessions)[0]?.standardError as number;
    const least = NOISE * Math.sqrt(1.346 / 3) * 0.4;
    const small = (errors: number[]) => errors.filter(error => error < least).length / errors.length;
    expect(small(made.map(([first]) => errorOf([first as number[]])))).toBeGreaterThan(0.1);
    expect(small(made.map(errorOf))).toBeLessThan(0.01);
  });

  test('by a bootstrap of three blocks would be too small', () => {
    const random = seededRandom(4);
    const made = Array.from({ length: 4000 }, () =>
      (simulated(random, 1, 3, 0)[0] as number[]).sort((a, b) => a - b),
    );
    const scatter = scatterOf(made.map(([, middle]) => middle as number));
    const errors = made.map(logs => bootstrapError(logs as [number, number, number]));
    const half = errors.toSorted((a, b) => a - b)[2000] as number;
    expect(half / scatter).toBeLessThan(0.95);
  });

  test('of sessions with one block each is unknown, and their spread contains it', () => {
    const estimates = sessionEstimates([[0.1], [0.2], [0.3]]);
    expect(estimates).toEqual([0.1, 0.2, 0.3].map(estimate => ({ estimate, standardError: 0 })));
    const { low, high } = effectsOf(estimates);
    // Student's t of three values.
    expect([low, high]).toEqual([expect.closeTo(0.2 - 0.248414, 5), expect.closeTo(0.2 + 0.248414, 5)]);
  });
});
