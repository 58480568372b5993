import { basename } from 'node:path';
import type { RunPoint, RunScenario } from '../../results/format/run.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { readTrace } from '../../scenarios/load/trace.ts';
import type { Preset } from '../../scenarios/scenario.ts';

/** The longest window for a user's trace; a shorter trace is replayed as a whole. */
const LONGEST_WINDOW_SECONDS = 60;

const whole = new Intl.NumberFormat('en-US');

/**
 * Fits a trace scenario to another file, another speed, or the time of its preset. The point's
 * label says how much of the trace is replayed. Every topic gets a subscriber. Throws one line if
 * the trace cannot be read, or if no event falls into the window.
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
        `trace ${replay.file} has no event between second ${warmUpSeconds} (end of warm-up) and ${endSeconds}: at speed ` +
          `${replay.speed} it lasts ${lengthSeconds.toPrecision(3)} s; choose another --speed`,
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
