import { isTested } from '../../scenarios/load/transport.ts';
import { spreadOfMetric } from '../model/metric.ts';
import { outcomeMeasures } from '../model/outcome-measures.ts';
import type { PointView } from '../model/point.ts';
import { figure, list } from '../text/format.ts';

const NAMES = { cold: 'on a new connection', 'kept-alive': 'on an open one' };

/** The time to the first notification in round trips of the path, of each transport under test. */
function tripsAt(view: PointView): number[] {
  const { rttMs = 0 } = view.point.load.path ?? {};
  const measure = outcomeMeasures([view]).find(({ id }) => id === 'to-first');
  if (!measure || rttMs === 0) return [];
  return view.transports
    .filter(({ transport }) => isTested(transport))
    .flatMap(figures => {
      const value = spreadOfMetric(figures, measure)?.value;
      return value === undefined ? [] : [value / rttMs];
    });
}

/**
 * `Round trips until the first notification, over all transports: 2.01 to 2.10 on a new connection
 * and 1.01 to 1.02 on an open one.`, for visits of one missed notification over a path without TLS;
 * else null.
 */
export function visitRoundTripsInWords(points: readonly PointView[]): string | null {
  if (!points.every(({ point: { load } }) => load.visits && load.path && !load.connection)) return null;
  // Of a longer backlog, bandwidth decides too.
  const small = points.filter(({ point: { load } }) => load.visits?.backlog === 1);
  const groups = Map.groupBy(small, ({ point: { load } }) => load.visits?.connection ?? 'cold');
  const said = [...groups].flatMap(([connection, own]) => {
    const trips = own.flatMap(tripsAt);
    if (trips.length === 0) return [];
    const ends = [...new Set([Math.min(...trips), Math.max(...trips)].map(figure))].join(' to ');
    return [`${ends} ${NAMES[connection]}`];
  });
  if (said.length === 0) return null;
  return `Round trips until the first notification, over all transports: ${list(said)}.`;
}
