import type { Trial } from '../../results/format/trial.ts';
import type { Measure } from './metric.ts';
import type { PointView } from './point.ts';

/**
 * How many round trips of its path a visit takes until the first notification, on average, at these
 * points; null where no visit was made over a path with a delay.
 */
export function roundTripsMeasure(points: readonly PointView[]): Measure | null {
  const rttMs = new Map<Trial, number>();
  for (const { point, transports } of points) {
    const { path, visits } = point.load;
    if (!visits || !path || path.rttMs === 0) continue;
    for (const trial of transports.flatMap(({ trials }) => trials)) rttMs.set(trial, path.rttMs);
  }
  if (rttMs.size === 0) return null;
  return {
    id: 'to-first-round-trips',
    title: 'Mean time to the first notification in round trips',
    unit: 'round trips',
    of: trial => {
      const own = rttMs.get(trial);
      const toFirst = trial.phases?.find(({ id }) => id === 'to-first');
      return own === undefined || !toFirst ? null : toFirst.latencyMs.mean / own;
    },
  };
}
