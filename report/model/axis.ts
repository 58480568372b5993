import { canonical } from '../../analysis/runs/pairs.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { given } from '../text/format.ts';
import type { PointView } from './point.ts';
import { QUANTITIES, type Quantity } from './quantities.ts';

/** Fewer points are an axis only if the scenario has no others. */
const LEAST_POINTS = 3;

/** A point with its position on an axis. */
export interface Placed {
  view: PointView;
  x: number;
}

/** Points that differ only by one number, sorted by it. */
export interface Curve {
  title: string;
  prose: string;
  unit: string;
  /**
   * What these points share, where points with another such number have a curve of their own: `10 a
   * second`; null for the only curve.
   */
  shared: string | null;
  placed: Placed[];
}

/** The curve with the most points, further curves of the same number, and the other points. */
export interface Axis extends Curve {
  /** Their points differ from those of this one by one more number, the same for each of them. */
  others: Curve[];
  /** Points that also differ from these by something else. */
  variants: PointView[];
  /** Points on the axis to compare a variant with: they have the number of some variant. */
  bases: PointView[];
}

/** The load without `heldOut`, which only concerns the cost model. */
const loadOf = ({ point }: PointView): Load => ({ ...point.load, heldOut: undefined }) as Load;

/**
 * All groups of points that differ only by this quantity, largest first; none where all groups have
 * one value.
 */
function groupsOf(points: readonly PointView[], { of, without }: Quantity): Placed[][] {
  const known = points.flatMap(view => {
    const x = of(view.point.load);
    return x === undefined ? [] : [{ view, x }];
  });
  const groups = [...Map.groupBy(known, ({ view }) => canonical(without(loadOf(view)))).values()];
  return groups
    .filter(group => group.length > 1 && new Set(group.map(({ x }) => x)).size === group.length)
    .toSorted((a, b) => b.length - a.length)
    .map(group => group.toSorted((a, b) => a.x - b.x));
}

/** The one value of a quantity that these points have; undefined if they have none or several. */
function sharedValue(group: readonly Placed[], { of }: Quantity): number | undefined {
  const values = new Set(group.flatMap(({ view }) => of(view.point.load) ?? []));
  return values.size === 1 ? [...values][0] : undefined;
}

/** The load of a group without two numbers: all else that its points have in common. */
const restOf = ([first]: readonly Placed[], quantity: Quantity, other: Quantity): string =>
  first ? canonical(other.without(quantity.without(loadOf(first.view)) as Load)) : '';

/** A group with the value of a second quantity. */
interface Family {
  placed: Placed[];
  value: number;
}

/** The groups that differ from the first by this other number alone, with it, the first one too. */
function familyBy(other: Quantity, groups: readonly Placed[][], quantity: Quantity): Family[] {
  const [first = []] = groups;
  const rest = restOf(first, quantity, other);
  const family = groups
    .filter(group => restOf(group, quantity, other) === rest)
    .flatMap(placed => {
      const value = sharedValue(placed, other);
      return value === undefined ? [] : [{ placed, value }];
    });
  const isWhole = family[0]?.placed === first;
  return isWhole && new Set(family.map(({ value }) => value)).size === family.length ? family : [];
}

/** The curves of one number: that with the most points, and others beside it. */
function curvesOf(quantity: Quantity, groups: readonly Placed[][]): Curve[] {
  const { title, prose, unit } = quantity;
  const [first = []] = groups;
  const families = QUANTITIES.filter(other => other !== quantity).map(other => ({
    other,
    family: familyBy(other, groups, quantity),
  }));
  const [most] = families.toSorted((a, b) => b.family.length - a.family.length);
  if (!most || most.family.length < 2) return [{ title, prose, unit, shared: null, placed: first }];
  const { named = value => `${given(value)} ${most.other.unit}` } = most.other;
  return most.family.map(({ placed, value }) => ({ title, prose, unit, shared: named(value), placed }));
}

/**
 * The one number by which most points differ, read from their loads; null where no two differ by
 * only one number.
 */
export function axisOf(points: readonly PointView[]): Axis | null {
  const found = QUANTITIES.map(quantity => ({ quantity, groups: groupsOf(points, quantity) }));
  const sizeOf = ({ groups }: (typeof found)[number]) => groups[0]?.length ?? 0;
  const [best] = found.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  // Two of many points that happen to differ by one number are not an axis.
  if (!best || sizeOf(best) < Math.min(LEAST_POINTS, Math.max(2, points.length))) return null;
  const [main, ...others] = curvesOf(best.quantity, best.groups);
  if (!main) return null;
  const on = new Set([main, ...others].flatMap(({ placed }) => placed.map(({ view }) => view)));
  const variants = points.filter(view => !on.has(view));
  const numbers = new Set(variants.map(({ point }) => best.quantity.of(point.load)));
  return {
    ...main,
    others,
    variants,
    bases: main.placed.filter(({ x }) => numbers.has(x)).map(({ view }) => view),
  };
}

/** All curves of an axis, the one with the most points first. */
export const curvesOn = ({ others, variants: _, bases: __, ...main }: Axis): Curve[] => [main, ...others];
