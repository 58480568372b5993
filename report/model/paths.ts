import { canonical } from '../../analysis/runs/pairs.ts';
import type { PathCalibration } from '../../results/format/path.ts';
import type { Run } from '../../results/format/run.ts';
import type { Path } from '../../scenarios/load/path.ts';
import type { PointView } from './point.ts';

/** A path of a run's loads, with its calibrations: one a session, none if no trial was made. */
export interface PathView {
  path: Path;
  calibrations: PathCalibration[];
}

/** Every path of a run, in the order of its points; those that were calibrated alone come last. */
export function pathsOf({ scenarios, paths = [] }: Pick<Run, 'scenarios' | 'paths'>): PathView[] {
  const planned = scenarios.flatMap(({ points }) => points.flatMap(({ load }) => load.path ?? []));
  const all = [...planned, ...paths.map(({ path }) => path)];
  return [...Map.groupBy(all, canonical)].flatMap(([key, [path]]) => {
    const calibrations = paths.filter(one => canonical(one.path) === key);
    return path ? [{ path, calibrations }] : [];
  });
}

/** The path that all of these points share; null where they have none, or several. */
export function sharedPath(points: readonly PointView[]): Path | null {
  const paths = new Map(points.map(({ point }) => [canonical(point.load.path), point.load.path]));
  const [only] = paths.values();
  return paths.size === 1 ? (only ?? null) : null;
}

/**
 * The points of a scenario without a path, and those over one: they answer a question apart. One
 * part where it has one kind alone.
 */
export function apartByPath(points: readonly PointView[]): PointView[][] {
  const isFar = ({ point }: PointView) => point.load.path !== undefined;
  return [points.filter(view => !isFar(view)), points.filter(isFar)].filter(part => part.length > 0);
}
