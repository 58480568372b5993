import { OUTCOME_MEASURES } from '../../analysis/comparison/outcome-measures.ts';
import type { Measure } from '../../analysis/comparison/transports.ts';
import type { PointView } from './point.ts';

/**
 * Measures beyond delivery (visits, recovery, stalled subscribers) that some valid trial of these
 * points has.
 */
export function outcomeMeasures(points: readonly PointView[]): Measure[] {
  const valid = points.flatMap(view => view.transports.flatMap(figures => figures.valid));
  return OUTCOME_MEASURES.filter(({ of }) => valid.some(trial => of(trial) !== null));
}
