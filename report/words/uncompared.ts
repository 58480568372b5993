import { inProse, isTested, TRANSPORTS } from '../../scenarios/load/transport.ts';
import { type Measure, spreadOfMetric } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { figure, list, range } from '../text/format.ts';

/** Up to so many points have their values in the sentence, more have the lowest and highest. */
const MOST_WITH_VALUES = 4;

/**
 * `SSE 1,012 and 1,401 ms`: the values of each transport under test, one for each of few points,
 * and their range over more.
 */
function valuesInWords(points: readonly PointView[], measure: Measure): string[] {
  return TRANSPORTS.filter(isTested).flatMap(transport => {
    const values = points.map(view => {
      const figures = view.transports.find(one => one.transport === transport);
      return figures ? (spreadOfMetric(figures, measure)?.value ?? null) : null;
    });
    const known = values.filter(value => value !== null);
    if (known.length === 0) return [];
    const said =
      points.length > MOST_WITH_VALUES
        ? range(Math.min(...known), Math.max(...known))
        : list(values.map(figure));
    return [`${inProse(transport)} ${said}\u00a0${measure.unit}`];
  });
}

/** ` at “cold” and “cut”`, ` at 5 points, from the lowest to the highest`; empty for one point. */
function placesInWords(points: readonly PointView[]): string {
  if (points.length === 1) return '';
  if (points.length > MOST_WITH_VALUES) return ` at ${points.length} points, from the lowest to the highest`;
  return ` at ${list(points.map(({ point }) => `“${point.label}”`))}`;
}

/**
 * What transports have that cannot be compared: their values, and why they are not compared. Empty
 * where fewer than two have a valid trial.
 */
export function uncomparedInWords(points: readonly PointView[], measure: Measure): string[] {
  const measured = points.flatMap(({ transports }) => transports.filter(({ valid }) => valid.length > 0));
  const values = valuesInWords(points, measure);
  if (measured.length < 2 || values.length === 0) return [];
  const isOneBlock = measured.every(({ valid }) => valid.length === 1);
  return [
    `${measure.title}${placesInWords(points)}: ${values.join('; ')}. Not compared${isOneBlock ? ': one block has no interval' : ''}.`,
  ];
}
