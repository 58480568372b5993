import { given, integer } from '../text/format.ts';
import { type BreakEvenPoint, type Stretch, stretchesOf } from './break-even.ts';
import { isFree, winnersOf } from './plan.ts';
import { namesOf } from './words.ts';

/** The title of the break-even chart. */
export const BREAK_EVEN_TITLE = 'Cost per month, by events per user per hour';

/** The largest number of stretches in the sentence; further changes are only counted. */
const MOST_STRETCHES = 4;

/** `up to 95`, `from 100 to 2,900`, `from 3,000 on`: the ends of the axis are no bounds. */
function stretchInWords(
  { fromEventsPerUserHour: from, toEventsPerUserHour: to }: Stretch,
  [first, last]: readonly [first: number, last: number],
): string {
  if (from === to) return `at ${given(from)}`;
  if (from === first) return to === last ? 'everywhere' : `up to ${given(to)}`;
  return to === last ? `from ${given(from)} on` : `from ${given(from)} to ${given(to)}`;
}

/** The cheapest transport for each stretch of events. */
export function breakEvenInWords(points: readonly BreakEvenPoint[]): string {
  const ends = [points.at(0)?.eventsPerUserHour ?? 0, points.at(-1)?.eventsPerUserHour ?? 0] as const;
  const words = stretchesOf(points).map(stretch => {
    const { cheapest, isMeasured } = stretch;
    const names = cheapest.length > 0 ? namesOf(cheapest) : isMeasured ? 'none' : 'no value';
    return `${names} ${stretchInWords(stretch, ends)}`;
  });
  // One more is as short to say as to count.
  const shown = words.length === MOST_STRETCHES + 1 ? words.length : MOST_STRETCHES;
  const more = words.length - shown;
  const rest = more > 0 ? `; then ${integer(more)} more changes, which the chart shows` : '';
  const what = isFree(points.flatMap(({ plan }) => winnersOf(plan)))
    ? 'Good enough, without a price'
    : 'Cheapest that is good enough';
  return `${what}, by events per user per hour: ${words.slice(0, shown).join('; ')}${rest}.`;
}
