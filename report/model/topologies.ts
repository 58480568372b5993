import { canonical } from '../../analysis/runs/pairs.ts';
import { median } from '../../analysis/statistics/paired-ratios.ts';
import { blockKey } from '../../results/format/blocks.ts';
import type { MeasuredTrial, Trial } from '../../results/format/trial.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { Topology } from '../../scenarios/load/topology.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import type { PointView } from './point.ts';
import { type Spread, spreadOf } from './spread.ts';

/** A point with a proxy in front of the server. */
export interface ThroughProxy {
  view: PointView;
  topology: Topology;
}

/** Points that differ by what stands in front of the server. The first has nothing. */
export interface ByTopology {
  straight: PointView;
  through: ThroughProxy[];
}

const keyOf = ({ topology: _, ...load }: Load): string => canonical(load);

/** Such points; null unless all of these are, one of them straight to the server. */
export function byTopology(points: readonly PointView[]): ByTopology | null {
  const straight = points.find(({ point }) => !point.load.topology);
  const through = points.flatMap(view => {
    const { topology } = view.point.load;
    return topology ? [{ view, topology }] : [];
  });
  if (!straight || through.length === 0 || through.length + 1 !== points.length) return null;
  const key = keyOf(straight.point.load);
  return through.every(({ view }) => keyOf(view.point.load) === key) ? { straight, through } : null;
}

const trialsAt = (view: PointView, transport: Transport) =>
  view.transports.find(one => one.transport === transport);

/**
 * What a proxy adds to a value, in its unit: the differences of the blocks that have both. Where
 * one of the two has a single block, its differences to all blocks of the other: one block alone
 * says nothing of chance. Null where none has.
 */
export function addedBy(
  straight: PointView,
  view: PointView,
  transport: Transport,
  of: (trial: MeasuredTrial) => number | null,
): Spread | null {
  const [before = [], after = []] = [straight, view].map(one =>
    (trialsAt(one, transport)?.valid ?? []).flatMap(trial => {
      const value = of(trial);
      return value === null ? [] : [{ block: blockKey(trial), value }];
    }),
  );
  const isPaired = before.length > 1 && after.length > 1;
  const differences = after.flatMap(one =>
    before.filter(({ block }) => !isPaired || block === one.block).map(({ value }) => one.value - value),
  );
  return spreadOf(differences);
}

/** Whether there are several differences, and all have the same sign. */
export const isOneSided = ({ min, max, blocks }: Spread): boolean => blocks > 1 && (min > 0 || max < 0);

/** How many connections broke for each subscriber, at most in a trial. */
export function brokenAt(view: PointView, transport: Transport): number {
  const valid = trialsAt(view, transport)?.valid ?? [];
  const most = Math.max(0, ...valid.map(({ generator }) => generator.reconnects));
  return most / view.point.load.subscribers;
}

/** Why a proxy does not pass a transport on: its status, or the reason of the trial; else null. */
export function notPassedAt(view: PointView, transport: Transport): string | null {
  const trials: readonly Trial[] = trialsAt(view, transport)?.trials ?? [];
  const failed = trials.find(trial => trial.status === 'error' && trial.notPassed === true);
  const [reason] = failed?.reasons ?? [];
  if (reason === undefined) return null;
  const [, status] = /\bHTTP_(\d{3})\b/.exec(reason) ?? [];
  return status === undefined ? reason : `answered with ${status}`;
}

/** The median of what the proxy itself spent, over the valid trials of a transport. */
export function ofProxy(
  view: PointView,
  transport: Transport,
  of: (proxy: NonNullable<MeasuredTrial['proxy']>) => number | null,
): number | null {
  const values = (trialsAt(view, transport)?.valid ?? []).flatMap(({ proxy }) => (proxy ? [of(proxy)] : []));
  return median(values.filter(value => value !== null));
}
