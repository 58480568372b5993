import { keyWithoutConnection } from '../../analysis/runs/layered.ts';
import type { PointView } from './point.ts';

/** Points that differ by their connection alone. The first has none. */
export interface ByConnection {
  plain: PointView;
  others: PointView[];
}

/**
 * The points in groups that differ by their connection alone; null unless all are in such groups,
 * each with a point without one.
 */
export function byConnection(points: readonly PointView[]): ByConnection[] | null {
  const groups = [...Map.groupBy(points, ({ point }) => keyWithoutConnection(point.load)).values()].map(
    group => ({
      plain: group.find(({ point }) => !point.load.connection),
      others: group.filter(({ point }) => point.load.connection),
    }),
  );
  const whole = groups.flatMap(({ plain, others }) =>
    plain && others.length > 0 ? [{ plain, others }] : [],
  );
  return whole.length === groups.length && whole.length > 0 ? whole : null;
}

/** The same for charts: one group after the other, or null where one chart takes all points. */
export function chartsByConnection(points: readonly PointView[], mostInOne: number): PointView[][] | null {
  if (points.length <= mostInOne) return null;
  return byConnection(points)?.map(({ plain, others }) => [plain, ...others]) ?? null;
}
