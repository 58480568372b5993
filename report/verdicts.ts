import type { Comparison } from '../bench/comparison.ts';
import { FALSE_DIFFERENCE_LIMIT, falseDifferences, type SelfComparison } from '../bench/self-comparison.ts';
import { PRACTICAL_EQUALITY, type Verdict } from '../bench/statistics.ts';
import { figure, given, integer, NOTHING, times } from './format.ts';

/** What is said of a comparison. */
export const VERDICTS: Record<Verdict, string> = {
  less: 'less',
  more: 'more',
  equal: `equal within ${given(PRACTICAL_EQUALITY * 100)}%`,
  unresolved: 'not resolved by this run',
};

/** Beyond these an end of an interval only says that nothing is known. */
const [LEAST, MOST] = [0.001, 10_000];

function endInWords(end: number): string {
  if (end < LEAST) return `<${figure(LEAST)}`;
  return end > MOST ? `>${figure(MOST)}` : figure(end);
}

/** `×1.24`, or a dash where there is no interval. */
export const ratioInWords = ({ interval }: Comparison): string => times(interval?.median);

/** `1.20–1.28`, the 95% interval of a ratio, or a dash. */
export function intervalInWords({ interval }: Comparison): string {
  if (interval === null) return NOTHING;
  return `${endInWords(interval.low)}–${endInWords(interval.high)}`;
}

/** `2 of 48 comparisons differ (4.2%); at most 7.5% should` */
export function differencesInWords(comparisons: readonly SelfComparison[]): string {
  const { compared, differing, share } = falseDifferences(comparisons);
  if (share === null) return 'No transport has two blocks of both arms, so nothing can be compared';
  const percent = Number((share * 100).toFixed(1));
  return `${integer(differing)} of ${integer(compared)} comparisons differ (${percent}%); at most ${given(FALSE_DIFFERENCE_LIMIT * 100)}% should`;
}
