import fc from 'fast-check';
import { expect, test } from 'vitest';
import { largestHeld, type Outcome } from '../../../analysis/comparison/capacity.ts';
import { nextSize, type Tried } from '../../../bench/run/capacity-search.ts';

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
  const tried = (...held: [number, boolean][]) => held.map(([subscribers, held]) => ({ subscribers, held }));
  expect(largestHeld(tried([500, true], [1000, true], [2000, false], [4000, true]))).toBe(1000);
  expect(largestHeld(tried([4000, true], [500, true]))).toBe(4000);
  expect(largestHeld(tried([500, false], [250, false]))).toBeNull();
  expect(largestHeld([])).toBeNull();
});
