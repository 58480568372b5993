import { percentileEnds, resampledMedians } from './bootstrap.ts';
import { studentT } from './student-t.ts';

/** The middle value, or the mean of the two middle values of an even count. Null without values. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const high = sorted[Math.floor(sorted.length / 2)];
  const low = sorted[Math.ceil(sorted.length / 2) - 1];
  return high === undefined || low === undefined ? null : (low + high) / 2;
}

/** A quantile needs one value beyond it: the median 2 values, p99 100, p99.9 1,000. */
export function supports(count: number, quantile: number): boolean {
  // The product of a decimal such as 0.99 may miss a whole number by an ulp.
  return count * (1 - quantile) > 1 - 1e-9;
}

/** The ends of the 95% interval of a ratio. */
export interface Interval {
  low: number;
  high: number;
}

/**
 * The median of paired ratios, one per block, with its 95% interval. Over several sessions the
 * median is their weighted mean, taken of logs.
 */
export interface RatioInterval extends Interval {
  median: number;
  blocks: number;
  /** `between-sessions`: widened by the spread that recorded sessions show. */
  method: 'bootstrap' | 'student-t' | 'between-sessions' | 'random-effects';
  /** Only in a joined run: each session that has ratios, in their order. */
  sessions?: SessionRatio[];
}

/** The median ratio of one session of a joined run, with what this session alone says. */
export interface SessionRatio {
  /** Its place in `sessions` of the run. */
  session: number;
  median: number;
  /** The ends of its own 95% interval; null with a single block. */
  low: number | null;
  high: number | null;
  verdict: Verdict;
}

/** Resampling fewer values than this cannot reach 95%. */
export const LEAST_FOR_BOOTSTRAP = 5;

/** The mean and the variance of two values or more. */
export function momentsOf(values: readonly number[]): { mean: number; variance: number } {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1) };
}

/**
 * The logs of ratios or values, in order of size. Throws a RangeError unless each is finite and
 * above 0.
 */
export function orderedLogs(values: readonly number[]): number[] {
  const bad = values.find(value => !(value > 0 && Number.isFinite(value)));
  if (bad !== undefined) throw new RangeError(`${bad} is not a positive value or ratio`);
  return values.map(Math.log).sort((a, b) => a - b);
}

/**
 * A median of logs and the ends of its interval, as ratios. The interval is widened to contain the
 * median, which may lie outside by rounding, or because the ends belong to a mean.
 */
export function asRatios(middle: number, [low, high]: [number, number]): Interval & { median: number } {
  return {
    median: Math.exp(middle),
    low: Math.exp(Math.min(low, middle)),
    high: Math.exp(Math.max(high, middle)),
  };
}

function studentEnds(values: readonly number[]): [number, number] {
  const { mean, variance } = momentsOf(values);
  const half = studentT(values.length - 1) * Math.sqrt(variance / values.length);
  return [mean - half, mean + half];
}

/**
 * The median of paired ratios, one per block, with its 95% interval; null for fewer than 2.
 * Everything is computed from their logs, so a / b and b / a agree. The median of an even count is
 * the geometric mean of the middle two. From 5 blocks on the interval is a seeded percentile
 * bootstrap over blocks (Efron and Tibshirani, An Introduction to the Bootstrap, ch. 13). For 2 to
 * 4 blocks it is Student's t, which assumes normal logs and is wide. Throws a RangeError unless
 * each ratio is finite and above 0.
 */
export function medianInterval(ratios: readonly number[]): RatioInterval | null {
  const logs = orderedLogs(ratios);
  const middle = median(logs);
  const blocks = logs.length;
  if (middle === null || blocks < 2) return null;
  const method = blocks < LEAST_FOR_BOOTSTRAP ? 'student-t' : 'bootstrap';
  const ends = method === 'bootstrap' ? percentileEnds(resampledMedians(logs)) : studentEnds(logs);
  return { ...asRatios(middle, ends), blocks, method };
}

/** Smaller differences do not matter in practice. */
export const PRACTICAL_EQUALITY = 0.05;

export type Verdict = 'less' | 'more' | 'equal' | 'unresolved';

/**
 * The verdict of an interval of ratios: a difference, or practical equality, only if the whole
 * interval agrees.
 */
export function verdict(interval: Interval | null, band = PRACTICAL_EQUALITY): Verdict {
  if (interval === null) return 'unresolved';
  const { low, high } = interval;
  const [least, most] = [1 / (1 + band), 1 + band];
  if (high < least) return 'less';
  if (low > most) return 'more';
  return low >= least && high <= most ? 'equal' : 'unresolved';
}
