import type { Preset } from '../../scenarios/scenario.ts';
import { type Allowance, allowancesOf } from '../model/allowance.ts';
import type { Measure } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { counted, integer } from '../text/format.ts';

/** What the thin line of a chart is, for its legend. */
export const ALLOWANCE_KEY = 'verdict allows (arrow: beyond the axis)';

/** What a verdict allows for beside the blocks of this run. */
function reasonOf(allowances: readonly Allowance[]): string {
  const methods = new Set(allowances.map(({ method }) => method));
  if (methods.has('between-sessions')) return 'how much other sessions differ';
  return methods.has('random-effects') ? 'how much the sessions differ' : 'what so few blocks leave open';
}

/**
 * Why transports are not decided although their ranges lie apart in the picture, in one sentence;
 * null where there are none.
 */
export function apartInWords(points: readonly PointView[], measure: Measure, preset: Preset): string | null {
  const places = points
    .map(view => allowancesOf(view, measure, preset).filter(({ isApart }) => isApart))
    .filter(own => own.length > 0);
  const all = places.flat();
  if (all.length === 0) return null;
  const where =
    points.length === 1 ? '' : ` at ${integer(places.length)} of ${counted(points.length, 'point')}`;
  return `Ranges lie apart${where}, but undecided: the verdict allows for ${reasonOf(all)} (thin line).`;
}
