import { pathKey } from '../../analysis/runs/paths.ts';
import { TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { metricsOf } from '../model/metric.ts';
import { type Answer, answersOf } from '../model/needs.ts';
import type { PointView } from '../model/point.ts';
import { rank } from '../model/rank.ts';
import { measuresOf } from './need-measures.ts';

/** The transports that have the lowest value at most points of a need, decided or not. */
export interface Trend {
  transports: Transport[];
  /** At how many of the compared points. */
  at: number;
}

/** The points that a need compares: those from which its answer comes. */
function pointsOf({ id, path }: Answer, views: readonly PointView[], preset: Preset): PointView[] {
  const keyOf = (own: Answer['path']) => (own === null ? '' : pathKey(own));
  const own = views.filter(view =>
    answersOf([[view]], preset).some(one => one.id === id && keyOf(one.path) === keyOf(path)),
  );
  const plain = own.filter(({ point: { load } }) => !load.connection && !load.topology);
  return plain.length > 0 ? plain : own;
}

/** Which transport is first at a point, in the first measure of a need that the point has. */
function firstAt(view: PointView, measures: readonly string[], preset: Preset): Transport | null {
  const known = metricsOf([view]);
  const measure = measures.map(id => known.find(one => one.id === id)).find(one => one !== undefined);
  if (!measure) return null;
  const outcome = rank(view, measure, preset);
  return outcome.kind === 'not-compared' ? null : outcome.first.transport;
}

/**
 * The trend of a need of which no point is decided; null for another need. A trend says nothing
 * about another run.
 */
export function trendOf(answer: Answer, views: readonly PointView[], preset: Preset): Trend | null {
  if (answer.decided.length > 0) return null;
  const firsts = pointsOf(answer, views, preset).flatMap(
    view => firstAt(view, measuresOf(answer.id), preset) ?? [],
  );
  const countOf = (transport: Transport) => firsts.filter(one => one === transport).length;
  const at = Math.max(0, ...TRANSPORTS.map(countOf));
  return at === 0 ? null : { transports: TRANSPORTS.filter(one => countOf(one) === at), at };
}
