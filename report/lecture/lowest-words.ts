import { inProse } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import type { Measure } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import type { Entry } from '../model/rank.ts';
import { answerBy } from '../point/measured-answer.ts';
import { list, withUnit } from '../text/format.ts';
import { type Placed, placedAt, verdictAt } from './places.ts';

/** `lowest with SSE`, or `not decided between WebSocket and SSE`: all that may be lowest. */
function lowestAt(
  view: PointView,
  measure: Measure,
  placed: readonly Placed[],
  inWords: (ones: readonly Entry[]) => string,
): string {
  const front = placed.filter(({ from }) => from === 1);
  const [first, ...others] = front;
  if (first && others.length === 0) return `lowest with ${inWords([first])}`;
  const isEqual = front.every((one, index) =>
    front
      .slice(index + 1)
      .every(other => verdictAt(view, measure, one.transport, other.transport) === 'equal'),
  );
  return isEqual
    ? `lowest, and practically equal, with ${inWords(front)}`
    : `not decided between ${inWords(front)}`;
}

/** The only point, with the values, and those that have more. */
function atOne(view: PointView, measure: Measure, placed: readonly Placed[]): string {
  const inWords = (ones: readonly Entry[]) =>
    list(
      ones.map(({ transport, spread }) => `${inProse(transport)} (${withUnit(spread.value, measure.unit)})`),
    );
  const more = placed.filter(({ from }) => from > 1);
  return `${lowestAt(view, measure, placed, inWords)}${more.length > 0 ? `, more with ${inWords(more)}` : ''}`;
}

const namesOf = (ones: readonly Entry[]): string => list(ones.map(({ transport }) => inProse(transport)));

/**
 * Which transport is lowest in a measure, in one sentence: at the only point, or at each of them. A
 * lowest is named only where the run decides it, else all that may be. Where no point compares
 * any, the values and why.
 */
export function lowestInWords(points: readonly PointView[], measure: Measure, preset: Preset): string[] {
  const known = points.flatMap(view => {
    const placed = placedAt(view, measure, preset);
    return placed ? [{ view, placed }] : [];
  });
  const [only] = known;
  if (!only) return answerBy(points, measure, preset).sentences;
  if (points.length === 1) return [`${measure.title}: ${atOne(only.view, measure, only.placed)}.`];
  const said = Map.groupBy(known, ({ view, placed }) => lowestAt(view, measure, placed, namesOf));
  const words = [...said].map(
    ([found, those]) => `${found} at ${list(those.map(({ view }) => `“${view.point.label}”`))}`,
  );
  return [`${measure.title}: ${words.join('; ')}.`];
}
