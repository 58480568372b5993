import { median } from '../../analysis/statistics/paired-ratios.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { TransportFigures } from './figures.ts';

type Series = MeasuredTrial['series'];

/** One value of a transport in each second of the window, as the median of its valid trials. */
export interface Timeline {
  transport: TransportFigures['transport'];
  values: (number | null)[];
}

/** The seconds that the series of some transports cover. */
export function secondsOf(transports: readonly TransportFigures[]): number[] {
  const series = transports.flatMap(({ valid }) => valid.map(trial => trial.series.second));
  return series.toSorted((a, b) => b.length - a.length)[0] ?? [];
}

/**
 * One series of every transport that has a valid trial, second by second: the median over trials.
 */
export function timelinesOf(
  transports: readonly TransportFigures[],
  pick: (series: Series) => readonly (number | null)[],
): Timeline[] {
  const seconds = secondsOf(transports);
  return transports
    .filter(({ valid }) => valid.length > 0)
    .map(({ transport, valid }) => ({
      transport,
      values: seconds.map((_, index) =>
        median(valid.map(({ series }) => pick(series)[index] ?? null).filter(value => value !== null)),
      ),
    }));
}
