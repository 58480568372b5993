import { canonical } from '../../analysis/runs/pairs.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { PointView } from './point.ts';

/** A single number by which the loads of a scenario's points may differ. */
interface Quantity {
  /** The title of an axis, with its unit. */
  title: string;
  /** Stands after `by` in a sentence. */
  prose: string;
  unit: string;
  of(load: Load): number | undefined;
  /** The load without this number, to compare the rest. */
  without(load: Load): unknown;
}

/** How many topics a load's audience follows; unknown for a trace. */
function topicsOf({ audience, subscribers }: Load): number | undefined {
  switch (audience.kind) {
    case 'shared':
      return 1;
    case 'own':
      return subscribers;
    case 'rooms':
      return subscribers / audience.size;
    case 'trace':
      return undefined;
  }
}

const rateOf = ({ arrivals }: Load): number | undefined =>
  arrivals.kind === 'periodic' || arrivals.kind === 'poisson' ? arrivals.ratePerSecond : undefined;

function ratePerTopic(load: Load): number | undefined {
  const [rate, topics] = [rateOf(load), topicsOf(load)];
  // Arrivals may also be visits, which have no topic of their own.
  return load.visits || rate === undefined || topics === undefined ? undefined : rate / topics;
}

const QUANTITIES: Quantity[] = [
  {
    title: 'Notifications per topic (per second)',
    prose: 'rate',
    unit: 'a second',
    of: ratePerTopic,
    without: load => ({ ...load, arrivals: { ...load.arrivals, ratePerSecond: null } }),
  },
  {
    title: 'Visits (per second)',
    prose: 'rate of visits',
    unit: 'visits a second',
    of: load => (load.visits ? rateOf(load) : undefined),
    without: load => ({ ...load, arrivals: { ...load.arrivals, ratePerSecond: null } }),
  },
  {
    title: 'Payload (B)',
    prose: 'payload',
    unit: 'B',
    of: load => load.payloadBytes,
    without: load => ({ ...load, payloadBytes: null }),
  },
  {
    title: 'Polling interval (ms)',
    prose: 'polling interval',
    unit: 'ms',
    of: load => load.transports['short-polling']?.intervalMs,
    without: load => ({
      ...load,
      transports: {
        ...load.transports,
        'short-polling': { ...load.transports['short-polling'], intervalMs: null },
      },
    }),
  },
  {
    title: 'Subscribers',
    prose: 'number of subscribers',
    unit: 'subscribers',
    of: load => load.subscribers,
    without: load => ({ ...load, subscribers: null }),
  },
  {
    title: 'Notifications missed',
    prose: 'backlog',
    unit: 'missed notifications',
    of: load => load.visits?.backlog,
    without: load => ({ ...load, visits: { ...load.visits, backlog: null } }),
  },
];

/** Fewer points are an axis only if the scenario has no others. */
const LEAST_POINTS = 3;

/** A point with its position on an axis. */
export interface Placed {
  view: PointView;
  x: number;
}

/** Points that differ only by one number, sorted by it, and the other points. */
export interface Axis {
  title: string;
  prose: string;
  unit: string;
  placed: Placed[];
  /** Points that also differ from these by something else. */
  variants: PointView[];
  /** Points on the axis to compare a variant with: they have the number of some variant. */
  bases: PointView[];
}

/** The load without `heldOut`, which only concerns the cost model. */
const loadOf = ({ point }: PointView): Load => ({ ...point.load, heldOut: undefined }) as Load;

/**
 * The largest group of points that differ only by this quantity; empty where all groups have one
 * value.
 */
function curveOf(points: readonly PointView[], { of, without }: Quantity): Placed[] {
  const known = points.flatMap(view => {
    const x = of(view.point.load);
    return x === undefined ? [] : [{ view, x }];
  });
  const groups = [...Map.groupBy(known, ({ view }) => canonical(without(loadOf(view)))).values()];
  const distinct = groups.filter(
    group => group.length > 1 && new Set(group.map(({ x }) => x)).size === group.length,
  );
  const [largest = []] = distinct.toSorted((a, b) => b.length - a.length);
  return largest.toSorted((a, b) => a.x - b.x);
}

/**
 * The one number by which most points differ, read from their loads; null where no two differ by
 * only one number.
 */
export function axisOf(points: readonly PointView[]): Axis | null {
  const curves = QUANTITIES.map(quantity => ({ quantity, placed: curveOf(points, quantity) }));
  const [best] = curves.toSorted((a, b) => b.placed.length - a.placed.length);
  // Two of many points that happen to differ by one number are not an axis.
  if (!best || best.placed.length < Math.min(LEAST_POINTS, Math.max(2, points.length))) return null;
  const { quantity, placed } = best;
  const on = new Set(placed.map(({ view }) => view));
  const variants = points.filter(view => !on.has(view));
  const shared = new Set(variants.map(({ point }) => quantity.of(point.load)));
  return {
    title: quantity.title,
    prose: quantity.prose,
    unit: quantity.unit,
    placed,
    variants,
    bases: placed.filter(({ x }) => shared.has(x)).map(({ view }) => view),
  };
}
