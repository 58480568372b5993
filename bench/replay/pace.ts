import type { TraceArrivals } from '../../scenarios/load/arrivals.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { TraceEvent } from '../../scenarios/load/trace.ts';
import { type Proposal, proposedSpeed } from './proposed-speed.ts';
import type { Room } from './room.ts';

/** The longest window at a speed that was asked for; a shorter replay is measured as a whole. */
const LONGEST_WINDOW_SECONDS = 60;

/** What the user asks of a replay; all else is chosen from the trace and the preset. */
export interface ReplayWishes {
  /** Another file than the load's, and how to read it. */
  trace?: Pick<TraceArrivals, 'file' | 'timeUnit' | 'fields'> | undefined;
  speed?: number | undefined;
  /** Only this many of the first events. */
  events?: number | undefined;
  subscribers?: number | undefined;
  pollIntervalMs?: number | undefined;
}

/** The times of a preset. */
export interface PresetTime {
  warmUpSeconds: number;
  windowSeconds: number;
  /** Whether a replay at a speed that was asked for may not have another window. */
  hasFixedWindow: boolean;
}

/** How fast and how long a trace is replayed. */
export interface Pace extends Proposal {
  windowSeconds: number;
  /** Whether the speed was computed from the trace and the preset. */
  isProposed: boolean;
}

/** The speed at which a trace fits into warm-up and window; null if no speed spreads its events. */
export function proposalFor(
  events: readonly TraceEvent[],
  load: Load,
  { subscribers }: ReplayWishes,
  { warmUpSeconds, windowSeconds }: PresetTime,
  room: Room,
): Proposal | null {
  return proposedSpeed(events, {
    seconds: warmUpSeconds + windowSeconds,
    subscribersOf: topics => subscribers ?? Math.max(load.subscribers, topics),
    mostTopics: subscribers === undefined ? room.subscribers.most : room.topics.most,
  });
}

/** The window of a replay that takes so long at a speed that was asked for. */
export function windowFor(lengthSeconds: number, { warmUpSeconds }: PresetTime): number {
  return Math.min(LONGEST_WINDOW_SECONDS, Math.max(1, Math.ceil(lengthSeconds - warmUpSeconds)));
}
