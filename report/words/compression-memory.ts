import { isTested } from '../../scenarios/load/transport.ts';
import { isIdle } from '../model/idle.ts';
import { metricsOf, spreadOfMetric } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { figure, list } from '../text/format.ts';

/**
 * What a compressed connection takes of the server's memory, at each of these points, from the
 * lowest to the highest of all transports; null unless all points wait and some is compressed.
 */
export function compressionMemoryInWords(points: readonly PointView[]): string | null {
  if (!points.every(isIdle) || !points.some(({ point }) => point.load.connection?.compression)) return null;
  const measure = metricsOf(points).find(({ id }) => id === 'idle-memory');
  if (!measure) return null;
  const said = points.flatMap(({ point, transports }) => {
    const values = transports
      .filter(({ transport }) => isTested(transport))
      .flatMap(one => spreadOfMetric(one, measure)?.value ?? []);
    if (values.length === 0) return [];
    const ends = [...new Set([Math.min(...values), Math.max(...values)].map(figure))];
    return [`${ends.join(' to ')}\u00a0${measure.unit} ${point.label}`];
  });
  return said.length === 0 ? null : `${measure.title}: ${list(said)}.`;
}
