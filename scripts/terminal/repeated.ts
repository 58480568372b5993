import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { NETWORK_MODES, type NetworkMode } from '../../bench/network/network.ts';
import { type Room, roomHere } from '../../bench/replay/room.ts';
import { sameReplay } from '../../bench/replay/same.ts';
import type { Run, RunPoint, RunScenario } from '../../results/format/run.ts';
import { readRun } from '../../results/format/run-file.ts';
import type { TraceArrivals } from '../../scenarios/load/arrivals.ts';
import { tracePath } from '../../scenarios/load/trace.ts';
import { replayLines } from './replay-lines.ts';
import { readTraceLocation } from './trace-location.ts';
import { oneOf, UsageError } from './usage-error.ts';

/** A run, and the plan of its repetition: the same scenarios, with the place of their trace. */
export interface Repeated {
  run: Run;
  network: NetworkMode;
  scenarios: RunScenario[];
  /** The path of a trace of the user's; null without one. */
  traceFile: string | null;
  /** Lines to say before the first trial. */
  notes: string[];
}

const WHERE = 'say where it is with --trace FILE';

/**
 * The file of a trace: the given one, the one that the run's folder names, or the lab's own of that
 * name. Throws one line if it is gone.
 */
function located({ file }: TraceArrivals, folder: string, given: string | null): string {
  if (given !== null) return given;
  const location = readTraceLocation(folder);
  const path = location !== null && basename(location) === file ? location : file;
  if (existsSync(tracePath(path))) return path;
  // A name alone is all that another computer knows.
  throw new Error(
    path === basename(path)
      ? `trace ${path} is not in scenarios/traces; ${WHERE}`
      : `trace ${path}: no such file or directory; ${WHERE}`,
  );
}

/** Reads the run to repeat, and its trace from `givenTrace` if that is not null. */
function repetitionOf(folder: string, givenTrace: string | null, room: Room): Repeated {
  const run = readRun(folder);
  const notes: string[] = [];
  let traceFile: string | null = null;

  function placed(scenario: RunScenario, point: RunPoint): RunPoint {
    const { arrivals } = point.load;
    if (arrivals.kind !== 'trace') return point;
    const file = located(arrivals, folder, givenTrace);
    if (file !== basename(file)) traceFile = file;
    const { warmUpSeconds } = scenario.parameters;
    const time = { warmUpSeconds, windowSeconds: point.windowSeconds };
    const replay = sameReplay(point.load, { ...arrivals, file }, time, room);
    notes.push(...replayLines(replay, { warmUpSeconds, preset: run.run.preset }));
    if (arrivals.sha256 === undefined) {
      notes.push('  the repeated run has no digest of its trace: whether the file is the same is not known');
    }
    return { ...point, load: replay.load };
  }

  const scenarios = run.scenarios.map(scenario => ({
    ...scenario,
    points: scenario.points.map(point => placed(scenario, point)),
  }));
  if (givenTrace !== null && traceFile === null) throw new Error('the run has no trace; leave --trace out');
  return {
    run,
    network: oneOf('network', run.environment.network, NETWORK_MODES),
    scenarios,
    traceFile,
    notes,
  };
}

/**
 * Reads the run to repeat; its trace may have moved to `givenTrace`. Throws UsageError if it cannot
 * be repeated, or if its trace is no longer the same.
 */
export function readRepeated(
  folder: string,
  givenTrace: string | null = null,
  room: Room = roomHere(),
): Repeated {
  if (!existsSync(folder)) throw new UsageError(`--repeat: folder ${folder} does not exist`);
  if (!existsSync(join(folder, 'run.json'))) throw new UsageError(`--repeat: no run.json in ${folder}`);
  try {
    return repetitionOf(folder, givenTrace, room);
  } catch (error) {
    throw new UsageError(`--repeat: ${(error as Error).message}`);
  }
}
