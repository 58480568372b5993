import { METRICS, type Metric, type MetricId } from '../../bench/comparison.ts';
import type { Figures } from './figures.ts';
import type { PointView } from './point.ts';
import type { Spread } from './spread.ts';

const SPREADS: Record<MetricId, (figures: Figures) => Spread | null> = {
  p50: ({ latency }) => latency.fromSchedule.p50,
  p99: ({ latency }) => latency.fromSchedule.p99,
  cpu: figures => figures.cpuMicrosPerDelivery,
  bytes: figures => figures.bytesPerDelivery,
  wire: figures => figures.wireBytesPerDelivery,
};

/** What a transport shows of a metric at a point: the figure of all blocks together, with their range. */
export const spreadOfMetric = (figures: Figures, { id }: Metric): Spread | null => SPREADS[id](figures);

/** The metrics that these points can be compared by: bytes on the wire only where they were counted. */
export function metricsOf(points: readonly PointView[]): Metric[] {
  const wired = points.some(view => view.transports.some(figures => figures.wireBytesPerDelivery !== null));
  return METRICS.filter(({ id }) => id !== 'wire' || wired);
}
