import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { largestHeld, mayBecomeValid, type Outcome } from '../../../analysis/comparison/capacity.ts';
import { nextSize, type Tried } from '../../../bench/run/capacity-search.ts';
import type { Trial } from '../../../results/format/trial.ts';
import { madeTrial } from '../../made/run.ts';

const LIMITS = { maxSubscribers: 18_000, halvings: 3 };
const START = 500;

/** The whole search where everything up to `capacity` holds, and nothing beyond. */
const searched = (capacity: number) => searchedBy(size => (size <= capacity ? 'held' : 'failed'));

function searchedBy(outcomeOf: (size: number) => Outcome): Tried[] {
  const tried: Tried[] = [];
  for (let size = nextSize(tried, START, LIMITS); size !== null; size = nextSize(tried, START, LIMITS)) {
    tried.push({ subscribers: size, outcome: outcomeOf(size) });
    if (tried.length > 50) throw new Error('the search does not end');
  }
  return tried;
}

test('doubles to the knee and one step past it, then halves the gap', () => {
  expect(searched(3300).map(({ subscribers }) => subscribers)).toEqual([
    500, 1000, 2000, 4000, 6000, 3000, 3500, 3250,
  ]);
});

test('what always holds is tried up to the limit', () => {
  expect(searched(1e9).map(({ subscribers }) => subscribers)).toEqual([
    500, 1000, 2000, 4000, 8000, 16_000, 18_000,
  ]);
});

test('what never holds is looked for below the first number', () => {
  expect(searched(0).map(({ subscribers }) => subscribers)).toEqual([500, 750, 250, 125, 63]);
});

test('ends near the capacity, wherever that is, and tries no number twice', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 17_999 }), capacity => {
      const tried = searched(capacity);
      const sizes = tried.map(({ subscribers }) => subscribers);
      expect(new Set(sizes).size).toBe(sizes.length);
      const largestHeld = Math.max(
        0,
        ...tried.filter(({ outcome }) => outcome === 'held').map(({ subscribers }) => subscribers),
      );
      const smallestFailed = Math.min(
        ...tried.filter(({ outcome }) => outcome !== 'held').map(({ subscribers }) => subscribers),
      );
      expect(largestHeld).toBeLessThanOrEqual(capacity);
      expect(smallestFailed).toBeGreaterThan(capacity);
      expect(smallestFailed - largestHeld).toBeLessThanOrEqual(Math.max(START, largestHeld) / 8 + 1);
    }),
  );
});

test('where the load generator reaches its limit first, the search ends with what held', () => {
  const tried = searchedBy(size => (size <= 3300 ? 'held' : 'unknown'));
  expect(tried.map(({ subscribers }) => subscribers)).toEqual([500, 1000, 2000, 4000]);
});

test('a number that held above one that did not is luck', () => {
  const tried = (...all: [number, Outcome][]) =>
    all.map(([subscribers, outcome]) => ({ subscribers, outcome }));
  expect(largestHeld(tried([500, 'held'], [1000, 'held'], [2000, 'failed'], [4000, 'held']))).toBe(1000);
  expect(largestHeld(tried([4000, 'held'], [500, 'held']))).toBe(4000);
  expect(largestHeld(tried([500, 'failed'], [250, 'unknown']))).toBeNull();
  expect(largestHeld([])).toBeNull();
});

test('a number that held only in an invalid trial does not count, and the search goes on', () => {
  const tried = searchedBy(size => (size <= 2000 ? 'held' : 'in-time-invalid'));
  expect(tried.map(({ subscribers }) => subscribers)).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 18_000]);
  expect(largestHeld(tried)).toBe(2000);
});

describe('an invalid trial of a search', () => {
  const OBJECTIVE_MS = 500;
  const trialWith = (id: string, passed: boolean): Trial => ({
    ...madeTrial({ scenario: 'capacity', point: '500', transport: 'sse', block: 0 }),
    status: passed ? 'valid' : 'invalid',
    gates: [{ id, measured: 2, bound: 1, unit: '%', passed }],
  });

  test.each([
    ['steal', true],
    ['others-server', true],
    ['client-cpu', false],
    ['client-counters', false],
  ])('that failed gate %s: repeated is %s', (id, repeated) => {
    expect(mayBecomeValid(trialWith(id, false), OBJECTIVE_MS)).toBe(repeated);
    expect(mayBecomeValid(trialWith(id, true), OBJECTIVE_MS)).toBe(false);
  });
});
