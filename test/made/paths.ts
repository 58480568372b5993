import type { DirectionCounts, PathFigures } from '../../results/format/path.ts';
import type { Run, RunPoint } from '../../results/format/run.ts';
import type { MeasuredTrial, Trial } from '../../results/format/trial.ts';
import type { Path } from '../../scenarios/load/path.ts';

const direction: DirectionCounts = {
  packets: 1000,
  lostPackets: 0,
  overflowedPackets: 0,
  cutPackets: 0,
  queuedMaxBytes: 0,
};

/** What a path without loss did in the window of a trial. */
export const madePathFigures = (): PathFigures => ({
  down: { ...direction },
  up: { ...direction },
  relayCpuPercent: 5,
  relayLateP99Ms: 0.1,
});

/** The id of a point's copy over a path. */
const farId = (id: string) => `${id}-far`;

/**
 * A run with a copy of every point over a path. `alter` changes what the copies of its trials
 * measured.
 */
export function withCopiesOverPath(
  run: Run,
  path: Path,
  alter: (trial: MeasuredTrial) => void = () => undefined,
): Run {
  const copied = (point: RunPoint): RunPoint => ({
    ...point,
    id: farId(point.id),
    label: `${point.label}, far`,
    load: { ...point.load, path },
  });
  const far = (trial: Trial): Trial => {
    const copy = structuredClone({ ...trial, point: farId(trial.point) });
    if (copy.status === 'error') return copy;
    copy.path = madePathFigures();
    alter(copy);
    return copy;
  };
  return {
    ...run,
    scenarios: run.scenarios.map(scenario => ({
      ...scenario,
      points: [...scenario.points, ...scenario.points.map(copied)],
    })),
    trials: [...run.trials, ...run.trials.map(far)],
    ...(run.toolTrials && { toolTrials: [...run.toolTrials, ...run.toolTrials.map(far)] }),
  };
}
