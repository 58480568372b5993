import type { Run } from '../../results/format/run.ts';
import { figureOf } from './claim-figures.ts';
import type { Series } from './contrasts.ts';
import { toFirst } from './visits.ts';

/**
 * The largest possible delay against any other transport, by the upper ends of the intervals; null
 * if one has none.
 */
export function mostLaterMs(run: Run, all: readonly Series[]): number | null {
  const laterMs = all.flatMap(({ baseline, contrasts }) =>
    contrasts.map(({ place, figure: { upper } }) => {
      const other = figureOf(run, place, baseline, toFirst);
      return upper === null || !other ? null : (upper - 1) * other.value;
    }),
  );
  const known = laterMs.filter(ms => ms !== null);
  return known.length === laterMs.length && known.length > 0 ? Math.max(...known) : null;
}
