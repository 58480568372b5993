import type { DirectionCounts, PathFigures } from '../../results/format/path.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import type { PointView } from './point.ts';
import { type Spread, spreadOver } from './spread.ts';

/** What the path did to one direction of the valid trials of a transport. */
export interface DirectionView {
  /** Per trial. */
  packets: Spread | null;
  lostPercent: Spread | null;
  /** In all trials together. */
  overflowedPackets: number;
  cutPackets: number;
  /** The longest queue of any trial. */
  queuedMaxBytes: number;
}

/** What the path did in the valid trials of a transport. */
export interface PathTrials {
  transport: Transport;
  down: DirectionView;
  up: DirectionView;
  relayCpuPercent: Spread | null;
  relayLateP99Ms: Spread | null;
}

/** Packets of a direction, and those of them that the loss dropped, in all trials together. */
export interface Lost {
  packets: number;
  lostPackets: number;
}

type Way = 'down' | 'up';
type WithPath = MeasuredTrial & { path: PathFigures };

const overPath = (valid: readonly MeasuredTrial[]): WithPath[] =>
  valid.filter((trial): trial is WithPath => trial.path !== undefined);

function directionOf(trials: readonly WithPath[], way: Way): DirectionView {
  const all = trials.map(({ path }) => path[way]);
  const sum = (pick: (counts: DirectionCounts) => number) => all.reduce((total, one) => total + pick(one), 0);
  const each = (pick: (counts: DirectionCounts) => number | null) =>
    spreadOver(trials, ({ path }) => (path ? pick(path[way]) : null));
  return {
    packets: each(({ packets }) => packets),
    lostPercent: each(({ packets, lostPackets }) => (packets === 0 ? null : (100 * lostPackets) / packets)),
    overflowedPackets: sum(({ overflowedPackets }) => overflowedPackets),
    cutPackets: sum(({ cutPackets }) => cutPackets),
    queuedMaxBytes: Math.max(...all.map(({ queuedMaxBytes }) => queuedMaxBytes)),
  };
}

/** What the path did at a point, transport by transport; empty without a valid trial over one. */
export function pathTrialsOf({ transports }: PointView): PathTrials[] {
  return transports.flatMap(({ transport, valid }) => {
    const trials = overPath(valid);
    if (trials.length === 0) return [];
    return [
      {
        transport,
        down: directionOf(trials, 'down'),
        up: directionOf(trials, 'up'),
        relayCpuPercent: spreadOver(trials, ({ path }) => path?.relayCpuPercent ?? null),
        relayLateP99Ms: spreadOver(trials, ({ path }) => path?.relayLateP99Ms ?? null),
      },
    ];
  });
}

/** The packets of one direction in all valid trials at a point. */
export function lostAt({ transports }: PointView, way: Way): Lost {
  const counts = transports.flatMap(({ valid }) => overPath(valid).map(({ path }) => path[way]));
  return {
    packets: counts.reduce((sum, { packets }) => sum + packets, 0),
    lostPackets: counts.reduce((sum, { lostPackets }) => sum + lostPackets, 0),
  };
}
