import { asRatios, median, orderedLogs } from '../statistics/paired-ratios.ts';
import { studentT } from '../statistics/student-t.ts';
import { type TwoSampleInterval, twoSampleInterval } from '../statistics/two-samples.ts';
import { type Spread, sessionVariance } from './session-spread.ts';

/**
 * The ratio of the medians of two sessions, one value per block, with its 95% interval: the later
 * one divided by the earlier one. With a known `spread` the interval holds what two sessions differ
 * by when nothing else has changed. Its method is `between-sessions`, and Student's t has the
 * degrees of freedom of the spread. Without one it comes from the blocks alone
 * (`twoSampleInterval`). Null if a side has fewer than two blocks. Throws a RangeError unless each
 * value is finite and above 0.
 */
export function twoSessionInterval(
  before: readonly number[],
  after: readonly number[],
  spread: Spread | null,
): TwoSampleInterval | null {
  if (spread === null || before.length < 2 || after.length < 2) return twoSampleInterval(before, after);
  const [first, second] = [orderedLogs(before), orderedLogs(after)];
  const middle = (median(second) as number) - (median(first) as number);
  const error = Math.sqrt(sessionVariance(first, spread) + sessionVariance(second, spread));
  const half = studentT(spread.degreesOfFreedom) * error;
  return {
    ...asRatios(middle, [middle - half, middle + half]),
    blocks: { before: first.length, after: second.length },
    method: 'between-sessions',
  };
}
