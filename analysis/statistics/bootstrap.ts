import { seededRandom } from '../../scenarios/load/seeded-random.ts';

const RESAMPLES = 10_000;
/** Fixed, so a run gives the same report each time. */
const SEED = 20_260_301;
/** Share of the resamples that may lie beyond each end of a 95% interval. */
const TAIL = 0.025;
/** Logs closer than this differ by rounding alone. */
const ROUNDING = 1e-12;

/**
 * The median of `count` resamples is the mean of the values at these two ranks, in order of size.
 */
interface Middle {
  lower: number;
  upper: number;
  count: number;
}

/**
 * The ranks of the medians of all resamples for a number of blocks. They do not depend on the
 * values, so they are drawn once for each number of blocks. Every resample has its mirror image, so
 * the result for a / b is the inverse of that for b / a.
 */
function resampledMiddles(blocks: number): Middle[] {
  const random = seededRandom(SEED);
  const middles = new Map<string, Middle>();
  const add = (lower: number, upper: number) => {
    const key = `${lower} ${upper}`;
    const middle = middles.get(key) ?? { lower, upper, count: 0 };
    middle.count++;
    middles.set(key, middle);
  };
  for (let made = 0; made < RESAMPLES; made += 2) {
    const drawn = Array.from({ length: blocks }, () => Math.floor(random() * blocks)).sort((a, b) => a - b);
    const lower = drawn[Math.ceil(blocks / 2) - 1] as number;
    const upper = drawn[Math.floor(blocks / 2)] as number;
    add(lower, upper);
    add(blocks - 1 - upper, blocks - 1 - lower);
  }
  return [...middles.values()];
}

const drawnMiddles = new Map<number, Middle[]>();

function middlesOf(blocks: number): Middle[] {
  const middles = drawnMiddles.get(blocks) ?? resampledMiddles(blocks);
  drawnMiddles.set(blocks, middles);
  return middles;
}

/** A value, and the number of resamples that have it. */
export interface Resampled {
  value: number;
  count: number;
}

/**
 * The medians of 10,000 resamples of these sorted values. Seeded: the same values give the same
 * medians.
 */
export function resampledMedians(sorted: readonly number[]): Resampled[] {
  return middlesOf(sorted.length).map(({ lower, upper, count }) => ({
    value: ((sorted[lower] as number) + (sorted[upper] as number)) / 2,
    count,
  }));
}

/**
 * The lower end of a percentile interval of sorted values. The medians of resamples have few
 * distinct values, so perhaps none has exactly 2.5% below it. The end is read outward: the largest
 * value with at most 2.5% at or below it, otherwise the smallest. Read inward, an interval of 7
 * blocks would miss the true value in 12% of runs.
 */
function lowerEnd(ordered: readonly Resampled[]): number {
  const total = ordered.reduce((sum, { count }) => sum + count, 0);
  let end = (ordered[0] as Resampled).value;
  let atOrBelow = 0;
  let next = 0;
  for (const { value } of ordered) {
    while (next < ordered.length && (ordered[next] as Resampled).value <= value + ROUNDING) {
      atOrBelow += (ordered[next] as Resampled).count;
      next++;
    }
    if (atOrBelow > TAIL * total) break;
    end = value;
  }
  return end;
}

/** The ends of the 95% percentile interval of resampled values, read outward. */
export function percentileEnds(resampled: readonly Resampled[]): [number, number] {
  const ordered = resampled.toSorted((a, b) => a.value - b.value);
  const mirrored = ordered.toReversed().map(({ value, count }) => ({ value: -value, count }));
  return [lowerEnd(ordered), -lowerEnd(mirrored)];
}
