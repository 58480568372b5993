import type { Outcome } from '../../analysis/comparison/capacity.ts';
import type { Search } from '../../scenarios/scenario.ts';

/** The outcome of one number of subscribers. */
export interface Tried {
  subscribers: number;
  outcome: Outcome;
}

/**
 * The number to try next, or null when the search is over. Doubles from `start` until a number does
 * not hold, then tries one step beyond it, to show what happens there. Then it halves the gap
 * between the largest number that held and the smallest that did not. If something other than the
 * transport reached its limit first, the search ends, because larger numbers would not measure the
 * transport. For the next number only arrival in time counts, not whether a trial was valid.
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
  // Only numbers below the first failure count as held: above it, a single success is chance.
  const inTime = sizes('held', 'in-time-invalid').filter(subscribers => subscribers < smallestFailed);
  const largestHeld = Math.max(0, ...inTime);
  if (largest === smallestFailed && largest < maxSubscribers) {
    return Math.min(Math.round(1.5 * largest), maxSubscribers);
  }
  // The gap after doubling is as wide as its lower end. If nothing held, it reaches down to 0.
  const widest = largestHeld === 0 ? start : 2 ** Math.floor(Math.log2(largestHeld / start)) * start;
  const gap = smallestFailed - largestHeld;
  if (gap <= Math.ceil(widest / 2 ** halvings) || gap <= 1) return null;
  return Math.round((largestHeld + smallestFailed) / 2);
}
