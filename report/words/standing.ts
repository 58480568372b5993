import type { MatrixCell } from '../model/matrix.ts';
import { times } from '../text/format.ts';

/**
 * What is said beside a value of the matrix: `best`, `tied`, how many times the lowest, or `?`
 * where this is not decided. `best ?`: no other is tied with it, but not all are known to have
 * more. A ratio is given only where it is decided: an undecided one may be below 1. `here`: at this
 * point, unlike at most points of the need.
 */
export function standingInWords({ standing, timesBest, counts, leads }: MatrixCell): string {
  const here = leads && counts === null && standing !== 'best' ? ' here' : '';
  if (counts === 'tied') return leads ? 'tied' : 'tied here';
  if (standing === 'more') return `${times(timesBest)}${here}`;
  if (standing === 'best') return 'best';
  return counts === 'alone' ? 'best ?' : `?${here}`;
}
