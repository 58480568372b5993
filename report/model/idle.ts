import { idleMeasuresOf } from '../../analysis/comparison/idle-measures.ts';
import type { Measure } from '../../analysis/comparison/transports.ts';
import type { PointView } from './point.ts';

/** Whether nothing is sent at a point, so its cost is the cost of waiting. */
export const isIdle = ({ point }: PointView): boolean =>
  point.load.arrivals.kind === 'none' && !point.load.requests;

/** The measures for points at which nothing is sent; empty for other points. */
export function idleMeasures(points: readonly PointView[]): Measure[] {
  const idle = points.filter(isIdle);
  const [first] = idle;
  if (!first) return [];
  const measuresOf = new Map(idle.map(({ point }) => [point.id, idleMeasuresOf(point.load.subscribers)]));
  const wired = idle.some(view =>
    view.transports.some(({ valid }) => valid.some(trial => trial.bandwidth.wire !== null)),
  );
  return idleMeasuresOf(first.point.load.subscribers)
    .filter(({ id }) => id !== 'idle-wire' || wired)
    .map(measure => ({
      ...measure,
      // Each trial is divided by the number of subscribers of its own point.
      of: trial =>
        measuresOf
          .get(trial.point)
          ?.find(({ id }) => id === measure.id)
          ?.of(trial) ?? null,
    }));
}
