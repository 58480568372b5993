import type { Outcome } from '../../analysis/comparison/capacity.ts';
import type { Search } from '../../scenarios/scenario.ts';

/** What came of one number of subscribers. */
export interface Tried {
  subscribers: number;
  outcome: Outcome;
}

/**
 * The number to try next, or null when the search is over: doubles from `start` until one does not hold, tries one step past
 * that (so that the curve shows what happens beyond), and then halves the gap between the largest that held and the
 * smallest that did not. Where it was not the transport that gave out, a larger number would tell no more of it, and the search
 * ends with what held.
 */
export function nextSize(
  tried: readonly Tried[],
  start: number,
  { maxSubscribers, halvings }: Pick<Search, 'maxSubscribers' | 'halvings'>,
): number | null {
  const sizes = (...outcomes: Outcome[]) =>
    tried.filter(({ outcome }) => outcomes.includes(outcome)).map(({ subscribers }) => subscribers);
  const largest = Math.max(0, ...tried.map(({ subscribers }) => subscribers));
  const failed = sizes('failed', 'unknown');
  if (failed.length === 0) {
    if (largest >= maxSubscribers) return null;
    return largest === 0 ? start : Math.min(2 * largest, maxSubscribers);
  }
  const smallestFailed = Math.min(...failed);
  if (sizes('unknown').includes(smallestFailed)) return null;
  // Only what held below the first failure counts: a lucky trial beyond the knee is none.
  const largestHeld = Math.max(0, ...sizes('held').filter(subscribers => subscribers < smallestFailed));
  if (largest === smallestFailed && largest < maxSubscribers) {
    return Math.min(Math.round(1.5 * largest), maxSubscribers);
  }
  // Doubling made a gap as wide as its lower end, or, with nothing that held, one down to 0.
  const widest = largestHeld === 0 ? start : 2 ** Math.floor(Math.log2(largestHeld / start)) * start;
  const gap = smallestFailed - largestHeld;
  if (gap <= Math.ceil(widest / 2 ** halvings) || gap <= 1) return null;
  return Math.round((largestHeld + smallestFailed) / 2);
}
