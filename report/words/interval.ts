import type { Interval } from '../../analysis/statistics/paired-ratios.ts';
import { isTooWide, WIDEST_RATIO } from '../../analysis/statistics/widest-interval.ts';
import { NOTHING, ratioEnds, times } from '../text/format.ts';

/** `×1.24`, or a dash where there is no interval. */
export const ratioInWords = ({ interval }: { interval: { median: number } | null }): string =>
  times(interval?.median);

/** What stands for ends that are too far apart to be evidence. */
export const OVER_WIDEST = `over ${WIDEST_RATIO}:1`;

/**
 * `1.20–1.28`, the 95% interval of a ratio; a dash where there is none. One that is too wide to
 * show a size is no evidence, so its ends are not printed.
 */
export function intervalInWords({ interval }: { interval: Interval | null }): string {
  if (interval === null) return NOTHING;
  const { low, high } = interval;
  if (isTooWide(low, high)) return `interval ${OVER_WIDEST}`;
  return ratioEnds(low, high).join('–');
}
