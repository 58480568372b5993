import {
  type Comparison,
  compare,
  METRICS,
  type Measure,
  type Metric,
  type MetricId,
} from '../../analysis/comparison/transports.ts';
import type { Trial } from '../../results/format/trial.ts';
import type { TransportFigures } from './figures.ts';
import { idleMeasures } from './idle.ts';
import { outcomeMeasures } from './outcome-measures.ts';
import type { PointView } from './point.ts';
import { type Spread, spreadOver } from './spread.ts';

export type { Measure } from '../../analysis/comparison/transports.ts';

const SPREADS: Record<MetricId, (figures: TransportFigures) => Spread | null> = {
  p50: ({ latency }) => latency.fromSchedule.p50,
  p99: ({ latency }) => latency.fromSchedule.p99,
  cpu: figures => figures.cpuMicrosPerDelivery,
  bytes: figures => figures.bytesPerDelivery,
  wire: figures => figures.wireBytesPerDelivery,
};

const isMetric = (id: string): id is MetricId => id in SPREADS;

/** The value of a transport in a measure at a point: over all blocks together, with their range. */
export const spreadOfMetric = (figures: TransportFigures, { id, of }: Measure): Spread | null =>
  isMetric(id) ? SPREADS[id](figures) : spreadOver(figures.valid, of);

/** Compares two transports at one point by any measure. */
export const compareBy = (
  subject: readonly Trial[],
  baseline: readonly Trial[],
  measure: Measure,
): Comparison => compare(subject, baseline, measure);

/**
 * Whether these points can have a metric. Without deliveries there is no cost per delivery, and
 * visits have no latency.
 */
function canHave({ id }: Metric, points: readonly PointView[]): boolean {
  const figures = points.flatMap(view => view.transports);
  const valid = figures.flatMap(one => one.valid);
  if (id === 'wire') return figures.some(one => one.wireBytesPerDelivery !== null);
  if (valid.length === 0) return true;
  if (id === 'p50' || id === 'p99') return valid.some(trial => trial.latencyMs !== null);
  return valid.some(trial => trial.deliveries.arrived > 0);
}

/**
 * The measures of these points: those of their kind of load, and the usual metrics that they have.
 */
export function metricsOf(points: readonly PointView[]): Measure[] {
  const special = [...outcomeMeasures(points), ...idleMeasures(points)];
  const visits = points.some(view => view.point.load.visits);
  // The cost of a visit is more useful than the cost of each of its notifications.
  const usual = METRICS.filter(metric => canHave(metric, points) && !(visits && special.length > 0));
  return [...special, ...usual];
}
