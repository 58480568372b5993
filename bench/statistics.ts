import { seededRandom } from './random.ts';

/** The middle value; the mean of the two middle ones of an even count. Null of nothing. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const high = sorted[Math.floor(sorted.length / 2)];
  const low = sorted[Math.ceil(sorted.length / 2) - 1];
  return high === undefined || low === undefined ? null : (low + high) / 2;
}

/** A quantile needs one value beyond it: the median 2, p99 100, p99.9 1,000. */
export function supports(count: number, quantile: number): boolean {
  // The product of a decimal such as 0.99 may miss a whole number by an ulp.
  return count * (1 - quantile) > 1 - 1e-9;
}

/** The median of paired ratios, one a block, with its 95% interval. */
export interface RatioInterval {
  median: number;
  low: number;
  high: number;
  blocks: number;
  method: 'bootstrap' | 'student-t';
}

const RESAMPLES = 10_000;
/** Always the same, so that a run reads the same however often it is rendered. */
const SEED = 20_260_301;
/** Share of the resamples that may lie beyond either end of a 95% interval. */
const TAIL = 0.025;
/** Resampling fewer values than these cannot reach 95%, whatever they are. */
const LEAST_FOR_BOOTSTRAP = 5;
/** Student's t at 97.5% by degrees of freedom. */
const STUDENT_T: Record<number, number> = { 1: 12.706, 2: 4.303, 3: 3.182 };
/** Logs closer than this differ by rounding alone. */
const ROUNDING = 1e-12;

/** The median of `count` resamples lies halfway between the values of these two places, in order of size. */
interface Middle {
  lower: number;
  upper: number;
  count: number;
}

/**
 * Where the medians of all resamples of so many blocks lie. It depends on no values, so it is drawn once for each number of
 * blocks. Every resample comes with its mirror image, so that a / b gets the inverse of what b / a gets.
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

/**
 * The lower end of a percentile interval. The medians of resamples take few values, so none may have exactly 2.5% below it:
 * the end is read outward, as the greatest with at most 2.5% at or below it, or else the least of all. Read inward, an
 * interval of 7 blocks would miss the truth in 12% of runs.
 */
function lowerEnd(medians: readonly { value: number; count: number }[]): number {
  const atOrBelow = (end: number) =>
    medians.reduce((sum, { value, count }) => sum + (value <= end + ROUNDING ? count : 0), 0);
  const values = medians.map(({ value }) => value);
  const beyond = values.filter(value => atOrBelow(value) <= TAIL * RESAMPLES);
  return beyond.length > 0 ? Math.max(...beyond) : Math.min(...values);
}

function bootstrapEnds(sorted: readonly number[]): [number, number] {
  const medians = middlesOf(sorted.length).map(({ lower, upper, count }) => ({
    value: ((sorted[lower] as number) + (sorted[upper] as number)) / 2,
    count,
  }));
  const mirrored = medians.map(({ value, count }) => ({ value: -value, count }));
  return [lowerEnd(medians), -lowerEnd(mirrored)];
}

function studentEnds(values: readonly number[]): [number, number] {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const half = (STUDENT_T[count - 1] as number) * Math.sqrt(variance / count);
  return [mean - half, mean + half];
}

/**
 * The median of paired ratios, one a block, with its 95% interval; null of fewer than 2. All is computed of their logs, so
 * that a / b and b / a say the same: the median of an even count is the geometric mean of the middle two. From 5 blocks on
 * a percentile bootstrap over blocks (Efron and Tibshirani, An Introduction to the Bootstrap, ch. 13), seeded; of 2 to 4
 * Student's t, which takes the logs for normal and is wide. Throws a RangeError unless each ratio is finite and above 0.
 */
export function medianInterval(ratios: readonly number[]): RatioInterval | null {
  const bad = ratios.find(ratio => !(ratio > 0 && Number.isFinite(ratio)));
  if (bad !== undefined) throw new RangeError(`${bad} is no ratio of two positive figures`);
  const logs = ratios.map(Math.log).sort((a, b) => a - b);
  const middle = median(logs);
  const blocks = logs.length;
  if (middle === null || blocks < 2) return null;
  const method = blocks < LEAST_FOR_BOOTSTRAP ? 'student-t' : 'bootstrap';
  const [low, high] = method === 'bootstrap' ? bootstrapEnds(logs) : studentEnds(logs);
  return {
    median: Math.exp(middle),
    // Of equal ratios, rounding may put the mean, and with it both ends, an ulp beside the median.
    low: Math.exp(Math.min(low, middle)),
    high: Math.exp(Math.max(high, middle)),
    blocks,
    method,
  };
}

/** Differences smaller than this are no difference in practice. */
export const PRACTICAL_EQUALITY = 0.05;

export type Verdict = 'less' | 'more' | 'equal' | 'unresolved';

/** What an interval of ratios says: a difference, or practical equality, only where all of it does. */
export function verdict(interval: RatioInterval | null, band = PRACTICAL_EQUALITY): Verdict {
  if (interval === null) return 'unresolved';
  const { low, high } = interval;
  const [least, most] = [1 / (1 + band), 1 + band];
  if (high < least) return 'less';
  if (low > most) return 'more';
  return low >= least && high <= most ? 'equal' : 'unresolved';
}
