import { given, integer } from '../text/format.ts';
import { type BreakEvenPoint, stretchesOf } from './break-even.ts';
import { isFree, winnersOf } from './plan.ts';
import { namesOf } from './words.ts';

/** The title of the break-even chart. */
export const BREAK_EVEN_TITLE = 'Cost per month, by events per user per hour';

/** The largest number of stretches in the sentence; further changes are only counted. */
const MOST_STRETCHES = 6;

/** The cheapest transport for each stretch of events. */
export function breakEvenInWords(points: readonly BreakEvenPoint[]): string {
  const words = stretchesOf(points).map(
    ({ cheapest, isMeasured, fromEventsPerUserHour, toEventsPerUserHour }) => {
      const [from, to] = [given(fromEventsPerUserHour), given(toEventsPerUserHour)];
      const names = cheapest.length > 0 ? namesOf(cheapest) : isMeasured ? 'none' : 'no value';
      return `${names} ${from === to ? `at ${from}` : `from ${from} to ${to}`}`;
    },
  );
  // One more is as short to say as to count.
  const shown = words.length === MOST_STRETCHES + 1 ? words.length : MOST_STRETCHES;
  const more = words.length - shown;
  const rest = more > 0 ? `; then ${integer(more)} more changes, which the chart shows` : '';
  const what = isFree(points.flatMap(({ plan }) => winnersOf(plan)))
    ? 'Good enough, without a price'
    : 'Cheapest that is good enough';
  return `${what}, by events per user per hour: ${words.slice(0, shown).join('; ')}${rest}.`;
}
