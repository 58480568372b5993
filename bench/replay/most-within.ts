/** A stretch of a sorted list of times that has more of them than any other of its length. */
export interface Stretch {
  count: number;
  /** Index of its first. */
  first: number;
}

/**
 * The most of `times`, which are sorted, that lie within `length` of each other; both in one unit.
 * A time that is exactly `length` after the first does not count.
 */
export function mostWithin(times: readonly number[], length: number): Stretch {
  let most: Stretch = { count: 0, first: 0 };
  let first = 0;
  for (const [index, time] of times.entries()) {
    while (time - (times[first] as number) >= length) first++;
    if (index - first + 1 > most.count) most = { count: index - first + 1, first };
  }
  return most;
}
