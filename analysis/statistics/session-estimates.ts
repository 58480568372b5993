import { median, momentsOf } from './paired-ratios.ts';
import type { SessionEstimate } from './random-effects.ts';

/**
 * The variance of the median of n normal values divided by that of their mean, by n (Dixon and
 * Massey, Introduction to Statistical Analysis, 1969, table A-8b(4)). It tends to π/2.
 */
const MEDIAN_TO_MEAN: Record<number, number> = {
  1: 1,
  2: 1,
  3: 1.346,
  4: 1.193,
  5: 1.434,
  6: 1.288,
  7: 1.473,
  8: 1.346,
  9: 1.495,
  10: 1.383,
};

/** The variance of the median of `count` normal values, each of which has `variance`. */
export const medianVariance = (variance: number, count: number): number =>
  (variance * (MEDIAN_TO_MEAN[count] ?? Math.PI / 2)) / count;

/** The variance of the blocks around their own session's mean, pooled over all sessions. */
function pooledVariance(sessions: readonly (readonly number[])[]): number {
  const repeated = sessions.filter(({ length }) => length > 1);
  const degreesOfFreedom = repeated.reduce((sum, { length }) => sum + length - 1, 0);
  if (degreesOfFreedom === 0) return 0;
  const squares = repeated.reduce((sum, logs) => sum + momentsOf(logs).variance * (logs.length - 1), 0);
  return squares / degreesOfFreedom;
}

/**
 * The median log ratio of each session, with its standard error. `sessions` holds the log ratios of
 * each session's blocks, at least one.
 *
 * Three blocks are too few to tell their own scatter: their standard error may be a third of the
 * true one, and such a session would get nearly all the weight. All sessions have the same load and
 * windows, so the scatter of the blocks is pooled over them. The standard error of a median is that
 * of the mean, times the factor for normal values. A bootstrap of 3 values has only 3 medians, and
 * comes out too small. Where no session has two blocks, the standard error is unknown and 0: then
 * the spread between the sessions contains it.
 */
export function sessionEstimates(sessions: readonly (readonly number[])[]): SessionEstimate[] {
  const variance = pooledVariance(sessions);
  return sessions.map(logs => ({
    estimate: median(logs) as number,
    standardError: Math.sqrt(medianVariance(variance, logs.length)),
  }));
}
