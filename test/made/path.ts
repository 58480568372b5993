import type {
  DirectionCounts,
  PathCalibration,
  PathFigures,
  RecoveredDirection,
} from '../../results/format/path.ts';
import type { Run } from '../../results/format/run.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { Path } from '../../scenarios/load/path.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import { type Made, madeRun, madeScenario, pointTrials, spreadMs } from './run.ts';

const counts = (over: Partial<DirectionCounts> = {}): DirectionCounts => ({
  packets: 2000,
  lostPackets: 0,
  overflowedPackets: 0,
  cutPackets: 0,
  queuedMaxBytes: 1448,
  ...over,
});

/** What a relay with little to do reports of a trial. */
export const madePathFigures = (
  over: { down?: Partial<DirectionCounts>; up?: Partial<DirectionCounts> } & Partial<
    Pick<PathFigures, 'relayCpuPercent' | 'relayLateP99Ms'>
  > = {},
): PathFigures => ({
  relayCpuPercent: 8,
  relayLateP99Ms: 0.2,
  ...over,
  down: counts(over.down),
  up: counts(over.up),
});

function recovered(path: Path, kbitPerSecond: number | undefined): RecoveredDirection {
  const lossPercent = path.lossPercent ?? 0;
  const spreadMs = (path.jitterMs ?? 0) * 0.47;
  return {
    probes: 200,
    wantedDelayMs: path.rttMs / 2,
    measuredDelayMs: path.rttMs / 2 + 0.05,
    wantedSpreadMs: spreadMs,
    measuredSpreadMs: spreadMs + 0.1,
    counted: 2000,
    lostPackets: 20 * lossPercent,
    lossFromPercent: lossPercent / 2,
    lossToPercent: 1.7 * lossPercent,
    wantedKbitPerSecond: kbitPerSecond ?? null,
    measuredKbitPerSecond: kbitPerSecond === undefined ? null : kbitPerSecond * 1.003,
  };
}

/** One transit over a path, as the calibration of it says. */
export const transitOf = ({ rttMs }: Path): number => rttMs / 2 + 0.4;

/** A path that was found to be as set. */
export function madeCalibration(path: Path, over: Partial<PathCalibration> = {}): PathCalibration {
  const isPlain = path.lossPercent === undefined && path.downKbitPerSecond === undefined;
  return {
    path,
    backEnd: 'relay',
    down: recovered(path, path.downKbitPerSecond),
    up: recovered(path, path.upKbitPerSecond),
    baselineDelayMs: 0.08,
    transitMs: transitOf(path),
    burst: isPlain ? { packets: 100, retransmittedSegments: 0 } : null,
    reasons: [],
    ...over,
  };
}

/** A point over a path, its label and what else its load has. */
export interface MadePoint {
  label: string;
  path: Path | undefined;
  load?: Partial<Load>;
  trials: Partial<Record<Transport, Partial<Made>>>;
  outcome?: Partial<MeasuredTrial>;
}

/** A run of one scenario with these points, five blocks each; every path was as set. */
export function runOverPaths(points: readonly MadePoint[], id = 'distance'): Run {
  const blocks = 5;
  const scenario = madeScenario(
    id,
    blocks,
    points.map(({ label }) => label),
  );
  for (const [index, { path, load }] of points.entries()) {
    const point = scenario.points[index];
    if (point) point.load = { ...point.load, ...load, ...(path && { path }) };
  }
  const run = madeRun(
    [scenario],
    points.flatMap(({ path, trials, outcome }, index) =>
      pointTrials(id, `p${index}`, blocks, trials).map(trial => ({
        ...trial,
        ...(path && { path: madePathFigures() }),
        ...outcome,
      })),
    ),
  );
  const paths = new Map(points.flatMap(({ path }) => (path ? [[JSON.stringify(path), path] as const] : [])));
  if (paths.size > 0) run.paths = [...paths.values()].map(path => madeCalibration(path));
  return run;
}

const SHORT_POLL_MS = 100;

/**
 * What each transport might measure over a path without loss, at a rate: push takes one transit,
 * long polling up to three where its next poll is late, short polling up to 100 ms more than one.
 */
export function overDistance(path: Path, ratePerSecond: number): MadePoint['trials'] {
  const transitMs = transitOf(path);
  const isLate = 2 * transitMs > 1000 / ratePerSecond;
  const lateMs = (isLate ? 3 : 1) * transitMs;
  return {
    'short-polling': {
      latenciesMs: spreadMs(transitMs, transitMs + SHORT_POLL_MS),
      cpuMicrosPerDelivery: 40,
    },
    'long-polling': { latenciesMs: spreadMs(transitMs, lateMs + 0.6), cpuMicrosPerDelivery: 60 },
    sse: { latenciesMs: spreadMs(transitMs, transitMs + 0.3), cpuMicrosPerDelivery: 12 },
    websocket: { latenciesMs: spreadMs(transitMs, transitMs + 0.2), cpuMicrosPerDelivery: 9 },
    'tcp-floor': { latenciesMs: spreadMs(transitMs, transitMs + 0.1), cpuMicrosPerDelivery: 6 },
  };
}

const RTTS_MS = [1, 80, 200];

/** All transports at three round trips, at 1 and at 10 notifications a second. */
export const distanceRun = (): Run =>
  runOverPaths(
    [1, 10].flatMap(ratePerSecond =>
      RTTS_MS.map(rttMs => ({
        label: `${rttMs} ms, ${ratePerSecond} a second`,
        path: { rttMs },
        load: { arrivals: { kind: 'periodic' as const, ratePerSecond } },
        trials: overDistance({ rttMs }, ratePerSecond),
      })),
    ),
  );
