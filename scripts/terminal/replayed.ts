import { basename } from 'node:path';
import type { RunPoint, RunScenario } from '../../results/format/run.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { readTrace } from '../../scenarios/load/trace.ts';
import type { Preset } from '../../scenarios/scenario.ts';

/** A trace of the user's is replayed as a whole, up to this much in one trial. */
const LONGEST_WINDOW_SECONDS = 60;

const whole = new Intl.NumberFormat('en-US');

/**
 * Fits a scenario that replays a trace to what is to be replayed: another file, another speed, or only what its preset has
 * time for. The point's label says how much of the trace that is, and every topic gets a subscriber. Throws one line when
 * the trace cannot be read, or when nothing of it falls into the window.
 */
export function replayed(
  scenario: RunScenario,
  preset: Preset,
  file: string | undefined,
  speed: number | undefined,
): RunScenario {
  const { warmUpSeconds } = scenario.parameters;
  let { windowSeconds } = scenario.parameters;

  function fitted(point: RunPoint): RunPoint {
    const { arrivals } = point.load;
    if (arrivals.kind !== 'trace') return point;
    const replay = { ...arrivals, file: file ?? arrivals.file, speed: speed ?? arrivals.speed };
    const events = readTrace(replay.file);
    const startMs = events[0]?.time ?? 0;
    const due = events.map(event => (event.time - startMs) / 1000 / replay.speed);
    const lengthSeconds = due.at(-1) ?? 0;
    if (file !== undefined && preset !== 'smoke') {
      windowSeconds = Math.min(LONGEST_WINDOW_SECONDS, Math.max(1, Math.ceil(lengthSeconds - warmUpSeconds)));
    }
    const endSeconds = warmUpSeconds + windowSeconds;
    const used = due.filter(seconds => seconds < endSeconds).length;
    if (!due.some(seconds => seconds >= warmUpSeconds && seconds < endSeconds)) {
      throw new Error(
        `trace ${replay.file} has nothing between second ${warmUpSeconds} (warm-up) and ${endSeconds} at speed ` +
          `${replay.speed}, where it lasts ${lengthSeconds.toPrecision(3)} s; choose another --speed`,
      );
    }
    const topics = new Set(events.map(event => event.topic)).size;
    const load: Load = {
      ...point.load,
      arrivals: replay,
      subscribers: Math.max(point.load.subscribers, topics),
    };
    const part =
      used < events.length
        ? `the first ${whole.format(used)} of ${whole.format(events.length)}`
        : `all ${whole.format(used)}`;
    const label =
      `${part} events of ${basename(replay.file)}, ${whole.format(replay.speed)} times as fast; ` +
      `${whole.format(load.subscribers)} subscribers of ${whole.format(topics)} topics`;
    return { ...point, label, load };
  }

  const title = file === undefined ? scenario.title : `Trace ${basename(file)}`;
  const points = scenario.points
    .map(fitted)
    .map(point => (point.load.arrivals.kind === 'trace' ? { ...point, windowSeconds } : point));
  return { ...scenario, title, points, parameters: { ...scenario.parameters, windowSeconds } };
}
