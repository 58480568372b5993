import {
  FALSE_DIFFERENCE_LIMIT,
  falseDifferences,
  type SelfComparison,
} from '../../analysis/comparison/self-comparison.ts';
import { type Comparison, METRICS } from '../../analysis/comparison/transports.ts';
import { PRACTICAL_EQUALITY, type Verdict } from '../../analysis/statistics/paired-ratios.ts';
import { given, integer } from '../text/format.ts';

export { intervalInWords, ratioInWords } from './interval.ts';

/** The verdict of a comparison in words. */
export const VERDICTS: Record<Verdict, string> = {
  less: 'lower',
  more: 'higher',
  equal: `equal within ${given(PRACTICAL_EQUALITY * 100)}%`,
  unresolved: 'not decided by this run',
};

/** The verdict of a comparison in words. Without an interval, nothing is compared. */
export function verdictInWords({ interval, ratios, verdict }: Comparison): string {
  if (interval !== null) return VERDICTS[verdict];
  return `not compared: ${ratios.length === 0 ? 'no ratio, as a value is 0 or missing' : 'one block'}`;
}

/** `4.2%` */
const shareInWords = (share: number): string => `${Number((share * 100).toFixed(1))}%`;

/** `2 of 48 comparisons differ (4.2%); at most 7.5% should` */
export function differencesInWords(comparisons: readonly SelfComparison[]): string {
  const { compared, differing, share } = falseDifferences(comparisons);
  if (share === null) return 'No transport has two blocks with both arms, so nothing can be compared';
  return `${integer(differing)} of ${integer(compared)} comparisons differ (${shareInWords(share)}); at most ${given(FALSE_DIFFERENCE_LIMIT * 100)}% should`;
}

/** Titles of the columns that `differencesByMetric` fills. */
export const DIFFERENCE_COLUMNS = ['Metric', 'Compared', 'Differing', 'Share'];

/** How often an A/A run found a difference, metric by metric: noise may affect one metric only. */
export function differencesByMetric(comparisons: readonly SelfComparison[]): string[][] {
  return METRICS.flatMap(({ id, title }) => {
    const own = comparisons.filter(({ comparison }) => comparison.metric.id === id);
    const { compared, differing, share } = falseDifferences(own);
    if (share === null) return [];
    return [[title, integer(compared), integer(differing), shareInWords(share)]];
  });
}
