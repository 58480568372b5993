import { fitReplay } from '../../bench/replay/fit.ts';
import type { PresetTime, ReplayWishes } from '../../bench/replay/pace.ts';
import { type Room, roomHere } from '../../bench/replay/room.ts';
import { given, integer } from '../../report/text/format.ts';
import type { RunPoint, RunScenario } from '../../results/format/run.ts';
import { traceName } from '../../scenarios/load/trace.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { replayLines } from './replay-lines.ts';

/** A scenario as it will run, and what the command says of its trace before the first trial. */
export interface Replayed {
  scenario: RunScenario;
  /** Lines; none without a trace. */
  notes: string[];
}

/**
 * Fits a trace scenario to what the user asks and to the time of its preset. The point's label says
 * how much of the trace is replayed; where its trace is its own and the scenario has other points,
 * it keeps the label that tells them apart. Throws one line if the trace cannot be read, if no
 * event falls into the window, or if it is too large for this machine.
 */
export function replayed(
  scenario: RunScenario,
  preset: Preset,
  wishes: ReplayWishes = {},
  room: Room = roomHere(),
): Replayed {
  const { warmUpSeconds } = scenario.parameters;
  const notes: string[] = [];
  const keepsLabel = scenario.points.length > 1 && wishes.trace === undefined;

  function fitted(point: RunPoint): RunPoint {
    if (point.load.arrivals.kind !== 'trace') return point;
    const { windowSeconds } = point;
    const time: PresetTime = { warmUpSeconds, windowSeconds, hasFixedWindow: preset === 'smoke' };
    const replay = fitReplay(point.load, point.load.arrivals, wishes, time, room);
    const { load, arrivals, pace, part, trace } = replay;
    notes.push(...replayLines(replay, { warmUpSeconds, preset }));
    const [used, all] = [part.events.length, trace.events.length];
    const share = used < all ? `the first ${integer(used)} of ${integer(all)}` : `all ${integer(used)}`;
    const replayedLabel =
      `${share} events of ${traceName(arrivals.file)}, ${given(pace.speed)} times as fast; ` +
      `${integer(load.subscribers)} subscribers of ${integer(part.topics.size)} topics`;
    const label = keepsLabel ? point.label : replayedLabel;
    return { ...point, label, load, windowSeconds: pace.windowSeconds };
  }

  const points = scenario.points.map(fitted);
  const { trace } = wishes;
  const title = trace && notes.length > 0 ? `Trace ${traceName(trace.file)}` : scenario.title;
  // The window of a replay may have changed, and with it that of the scenario if all have it.
  const [windowSeconds = scenario.parameters.windowSeconds, ...others] = new Set(
    points.map(point => point.windowSeconds),
  );
  const parameters = others.length === 0 ? { ...scenario.parameters, windowSeconds } : scenario.parameters;
  return { scenario: { ...scenario, title, points, parameters }, notes };
}
