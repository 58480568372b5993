import { isTested } from '../../scenarios/load/transport.ts';
import { type Measure, metricsOf, spreadOfMetric } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { leastFirst } from './least-first.ts';

/**
 * The latency of those that go on reading where others stall: p99, or the median where too few were
 * delivered for it. Undefined where all read.
 */
export function othersMeasure(points: readonly PointView[]): Measure | undefined {
  if (points.length === 0 || !points.every(({ point }) => point.load.stalledShare)) return undefined;
  const measures = metricsOf(points);
  const isKnown = (measure: Measure) =>
    points.some(({ transports }) => transports.some(one => spreadOfMetric(one, measure) !== null));
  return ['p99', 'p50'].flatMap(id => measures.filter(one => one.id === id && isKnown(one)))[0];
}

/** `The other readers, p99 latency: WebSocket 7.60 ms, …`; null where all read. */
export function othersInWords(points: readonly PointView[]): string | null {
  const measure = othersMeasure(points);
  const [view, ...others] = points;
  if (!measure || !view || others.length > 0) return null;
  const values = view.transports
    .filter(({ transport }) => isTested(transport))
    .map(figures => ({
      transport: figures.transport,
      value: spreadOfMetric(figures, measure)?.value ?? null,
    }));
  const said = leastFirst(values, measure.unit);
  return said === ''
    ? null
    : `${measure.title} of the other readers: ${said}. Not compared with a load without stalled readers.`;
}
