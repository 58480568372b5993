import { canonical } from '../../analysis/runs/pairs.ts';
import { median } from '../../analysis/statistics/paired-ratios.ts';
import { studentT } from '../../analysis/statistics/student-t.ts';
import { blockKey } from '../../results/format/blocks.ts';
import type { MeasuredTrial, Trial } from '../../results/format/trial.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { Topology } from '../../scenarios/load/topology.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import type { PointView } from './point.ts';
import { type Spread, spreadOf } from './spread.ts';

/** A point with a proxy in front of the servers, a broker behind them, or both. */
export interface Deployed {
  view: PointView;
  topology: Topology;
}

/** Points that differ by what stands around the server. The first has nothing. */
export interface ByTopology {
  straight: PointView;
  deployed: Deployed[];
}

const keyOf = ({ topology: _, ...load }: Load): string => canonical(load);

/** Such points; null unless all of these are, one of them straight to the server. */
export function byTopology(points: readonly PointView[]): ByTopology | null {
  const straight = points.find(({ point }) => !point.load.topology);
  const deployed = points.flatMap(view => {
    const { topology } = view.point.load;
    return topology ? [{ view, topology }] : [];
  });
  if (!straight || deployed.length === 0 || deployed.length + 1 !== points.length) return null;
  const key = keyOf(straight.point.load);
  return deployed.every(({ view }) => keyOf(view.point.load) === key) ? { straight, deployed } : null;
}

const trialsAt = (view: PointView, transport: Transport) =>
  view.transports.find(one => one.transport === transport);

/** What a topology adds to a value, in its unit. */
export interface Added extends Spread {
  /** Whether it is known to be more or less than nothing. */
  isKnown: boolean;
}

/** A single block is known to differ where it does by so many times the range of the others. */
const RANGES_OF_ONE = 3;

/** Whether the 95% interval of the mean of these differences, by Student’s t, leaves 0 out. */
function excludesZero(differences: readonly number[]): boolean {
  const mean = differences.reduce((sum, one) => sum + one, 0) / differences.length;
  const squares = differences.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  const error = Math.sqrt(squares / (differences.length - 1) / differences.length);
  return Math.abs(mean) > studentT(differences.length - 1) * error;
}

/**
 * What a topology adds to a value: the differences of the blocks that have both. Where one of the
 * two has a single block, its differences to all blocks of the other. Null where none has.
 */
export function addedBy(
  straight: PointView,
  view: PointView,
  transport: Transport,
  of: (trial: MeasuredTrial) => number | null,
): Added | null {
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
  const spread = spreadOf(differences);
  if (spread === null) return null;
  const rangeOfOthers = spread.max - spread.min;
  const isKnown = isPaired
    ? differences.length > 1 && excludesZero(differences)
    : differences.length > 1 && Math.abs(spread.value) > RANGES_OF_ONE * rangeOfOthers;
  return { ...spread, blocks: Math.min(before.length, after.length), isKnown };
}

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

/** The processes of a topology. */
export type DeployedRole = 'servers' | 'proxy' | 'broker';

/** What one of them spent on a trial, and the growth of its memory; null where there is none. */
function spentBy(role: DeployedRole, { server, proxy, broker }: MeasuredTrial) {
  const of = { servers: server, proxy, broker }[role];
  return of
    ? { cpuMicrosPerDelivery: of.cpuMicrosPerDelivery, grownBytes: of.rssBytes - of.rssBytesBeforeConnect }
    : null;
}

/** What a process of a topology takes, as medians over the valid trials of a transport. */
export interface Share {
  role: DeployedRole;
  cpuMicrosPerDelivery: number | null;
  /** Growth of its memory for each subscriber. */
  bytesPerSubscriber: number | null;
}

/** The same for each of them that there is. */
export function sharesAt(view: PointView, transport: Transport): Share[] {
  const valid = trialsAt(view, transport)?.valid ?? [];
  const roles: readonly DeployedRole[] = ['servers', 'proxy', 'broker'];
  return roles.flatMap(role => {
    const spent = valid.flatMap(trial => spentBy(role, trial) ?? []);
    if (spent.length === 0) return [];
    const grown = median(spent.map(({ grownBytes }) => grownBytes));
    return [
      {
        role,
        cpuMicrosPerDelivery: median(spent.flatMap(({ cpuMicrosPerDelivery: cpu }) => cpu ?? [])),
        bytesPerSubscriber: grown === null ? null : grown / view.point.load.subscribers,
      },
    ];
  });
}
