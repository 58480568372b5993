import { percentileEnds, resampledMedians } from './bootstrap.ts';
import {
  asRatios,
  type Interval,
  LEAST_FOR_BOOTSTRAP,
  median,
  momentsOf,
  orderedLogs,
} from './paired-ratios.ts';
import { studentT } from './student-t.ts';

/** The median value of one run divided by that of another, with the 95% interval of this ratio. */
export interface TwoSampleInterval extends Interval {
  /** The median after, divided by the median before. */
  median: number;
  blocks: { before: number; after: number };
  method: 'bootstrap' | 'welch-t' | 'between-sessions';
}

type Samples = { before: readonly number[]; after: readonly number[] };

/**
 * Welch's standard error, with Student's t of the smaller side (Hsu's choice). Its true error rate
 * is never above the stated one. Satterthwaite's degrees of freedom would be more. In a sample of 2
 * or 3, they take a small scatter by chance for the true one.
 */
function welchEnds({ before, after }: Samples): [number, number] {
  const [first, second] = [momentsOf(before), momentsOf(after)];
  const error = Math.sqrt(first.variance / before.length + second.variance / after.length);
  const half = studentT(Math.min(before.length, after.length) - 1) * error;
  const difference = second.mean - first.mean;
  return [difference - half, difference + half];
}

/**
 * Both runs are resampled independently: each resample of one is compared with each of the other.
 */
function bootstrapEnds({ before, after }: Samples): [number, number] {
  const earlier = resampledMedians(before);
  const differences = resampledMedians(after).flatMap(later =>
    earlier.map(({ value, count }) => ({ value: later.value - value, count: later.count * count })),
  );
  return percentileEnds(differences);
}

/**
 * The ratio of two independent samples of values, one per block, with its 95% interval; null if a
 * side has fewer than 2. Everything is computed from their logs, so after / before and before /
 * after agree. If both sides have 5 blocks or more, the interval is a percentile bootstrap of the
 * difference of the medians. Otherwise it is the difference of the means by Welch's t. Throws a
 * RangeError unless each value is finite and above 0.
 */
export function twoSampleInterval(
  figuresBefore: readonly number[],
  figuresAfter: readonly number[],
): TwoSampleInterval | null {
  const logs = { before: orderedLogs(figuresBefore), after: orderedLogs(figuresAfter) };
  const blocks = { before: logs.before.length, after: logs.after.length };
  const [first, second] = [median(logs.before), median(logs.after)];
  const fewest = Math.min(blocks.before, blocks.after);
  if (first === null || second === null || fewest < 2) return null;
  const middle = second - first;
  const method = fewest < LEAST_FOR_BOOTSTRAP ? 'welch-t' : 'bootstrap';
  const ends = method === 'bootstrap' ? bootstrapEnds(logs) : welchEnds(logs);
  return { ...asRatios(middle, ends), blocks, method };
}
