import type { Interval } from '../../analysis/statistics/paired-ratios.ts';
import { figure, NOTHING, times } from '../text/format.ts';

/** An interval that ends beyond these values is too wide to tell anything. */
const [LEAST, MOST] = [0.001, 10_000];

function endInWords(end: number): string {
  if (end < LEAST) return `<${figure(LEAST)}`;
  return end > MOST ? `>${figure(MOST)}` : figure(end);
}

/** `×1.24`, or a dash where there is no interval. */
export const ratioInWords = ({ interval }: { interval: { median: number } | null }): string =>
  times(interval?.median);

/** `1.20–1.28`, the 95% interval of a ratio, or a dash. */
export function intervalInWords({ interval }: { interval: Interval | null }): string {
  if (interval === null) return NOTHING;
  return `${endInWords(interval.low)}–${endInWords(interval.high)}`;
}
