import type { Preset } from '../../scenarios/scenario.ts';
import { type Allowance, allowancesOf } from '../model/allowance.ts';
import type { Measure } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { counted, integer } from '../text/format.ts';

/** What the thick line of a chart is, for its legend. */
export const RANGE_KEY = 'range of the blocks';

/** The same of the thin line. */
export const ALLOWANCE_KEY = 'may lie here too, → and beyond';

/** The same in a sentence, where a reader points at it, and in the glossary. */
export const ALLOWANCE_MEANING =
  'Where a value may lie too. The verdict allows for it: with few blocks, or in other sessions, the value may differ so much.';

/** What a verdict allows for beside the blocks of this run. */
function reasonOf(allowances: readonly Allowance[]): string {
  const methods = new Set(allowances.map(({ method }) => method));
  if (methods.has('between-sessions')) return 'how much other sessions differ';
  return methods.has('random-effects') ? 'how much the sessions differ' : 'what so few blocks leave open';
}

/** What verdicts allow at each point where some ranges lie apart, but are not decided. */
const placesApart = (points: readonly PointView[], measure: Measure, preset: Preset): Allowance[][] =>
  points
    .map(view => allowancesOf(view, measure, preset).filter(({ isApart }) => isApart))
    .filter(own => own.length > 0);

/** `Ranges lie apart at 2 of 4 points`, as the beginning of a sentence. */
function apartAt(places: readonly Allowance[][], points: readonly PointView[]): string {
  const where =
    points.length === 1 ? '' : ` at ${integer(places.length)} of ${counted(points.length, 'point')}`;
  return `Ranges lie apart${where}`;
}

/**
 * Why transports are not decided although their ranges lie apart in the picture, in one sentence;
 * null where there are none.
 */
export function apartInWords(points: readonly PointView[], measure: Measure, preset: Preset): string | null {
  const places = placesApart(points, measure, preset);
  if (places.length === 0) return null;
  return `${apartAt(places, points)}, but undecided: the verdict allows for ${reasonOf(places.flat())} (thin line).`;
}
