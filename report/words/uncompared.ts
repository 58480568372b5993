import { inProse, isTested, TRANSPORTS } from '../../scenarios/load/transport.ts';
import { type Measure, spreadOfMetric } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { figure, list } from '../text/format.ts';

/** Up to so many points have their values in the sentence. */
const MOST_WITH_VALUES = 4;

/** `SSE 1,012 → 1,401 ms`: the values of each transport under test, one for each of the points. */
function valuesInWords(points: readonly PointView[], measure: Measure): string[] {
  return TRANSPORTS.filter(isTested).flatMap(transport => {
    const values = points.map(view => {
      const figures = view.transports.find(one => one.transport === transport);
      return figures ? (spreadOfMetric(figures, measure)?.value ?? null) : null;
    });
    if (values.every(value => value === null)) return [];
    return [`${inProse(transport)} ${values.map(figure).join(' → ')}\u00a0${measure.unit}`];
  });
}

/**
 * What transports have that cannot be compared: their values from point to point, where these are
 * few, and why they are not compared. Empty where fewer than two have a valid trial.
 */
export function uncomparedInWords(points: readonly PointView[], measure: Measure): string[] {
  const measured = points.flatMap(({ transports }) => transports.filter(({ valid }) => valid.length > 0));
  if (measured.length < 2) return [];
  const isOneBlock = measured.every(({ valid }) => valid.length === 1);
  const values = points.length <= MOST_WITH_VALUES ? valuesInWords(points, measure) : [];
  const where =
    values.length > 0 && points.length > 1
      ? `, ${points.map(({ point }) => `“${point.label}”`).join(' → ')}`
      : '';
  const said = values.length > 0 ? `: ${list(values)}` : '';
  return [`${measure.title}${where}${said}. Not compared${isOneBlock ? ': one block has no interval' : ''}.`];
}
