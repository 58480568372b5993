import type { TraceArrivals } from '../../scenarios/load/arrivals.ts';
import { FEED_CAPACITY } from '../../scenarios/load/feed-limits.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { replayedEvents, topicsOf } from '../../scenarios/load/schedule.ts';
import { readTrace, type Trace, type TraceEvent, traceName } from '../../scenarios/load/trace.ts';
import { replayDigest } from '../../scenarios/load/trace-digest.ts';
import { feedCapacityFor } from './feed-capacity.ts';
import { nothingMeasured } from './nothing-measured.ts';
import { type Pace, type PresetTime, proposalFor, type ReplayWishes, windowFor } from './pace.ts';
import { type ReplayedPart, replayedPart } from './replayed-part.ts';
import type { Room } from './room.ts';
import { tooLarge, tooMuchToPoll } from './too-large.ts';

/** A load that replays a trace, and what is known of it before the first trial. */
export interface FittedReplay {
  load: Load;
  arrivals: TraceArrivals;
  pace: Pace;
  trace: Trace;
  part: ReplayedPart;
}

const lengthSeconds = (events: readonly TraceEvent[], speed: number) =>
  ((events.at(-1)?.time ?? 0) - (events[0]?.time ?? 0)) / 1000 / speed;

/** The polls of a load come every so many ms; 0 if it has none. */
export const pollIntervalMs = ({ transports }: Load): number => transports['short-polling']?.intervalMs ?? 0;

function withPollInterval({ transports }: Load, intervalMs: number | undefined): Load['transports'] {
  const polling = transports['short-polling'];
  if (polling === undefined || intervalMs === undefined) return transports;
  return { ...transports, 'short-polling': { ...polling, intervalMs } };
}

/**
 * The speed that was asked for, that of the load, or for another trace one that fits it. Null if no
 * speed fits.
 */
function paceOf(
  events: readonly TraceEvent[],
  load: Load,
  usualSpeed: number,
  wishes: ReplayWishes,
  time: PresetTime,
  room: Room,
): Pace | null {
  const { windowSeconds } = time;
  const isOther = wishes.trace !== undefined;
  if (isOther && wishes.speed === undefined) {
    const proposal = proposalFor(events, load, wishes, time, room);
    return proposal && { ...proposal, windowSeconds, isProposed: true };
  }
  const speed = wishes.speed ?? usualSpeed;
  return {
    speed,
    events: events.length,
    windowSeconds:
      isOther && !time.hasFixedWindow ? windowFor(lengthSeconds(events, speed), time) : windowSeconds,
    isProposed: false,
  };
}

/**
 * Fits a load that replays a trace to another file, to what the user asks, and to the time of its
 * preset: speed, part, subscribers, and how much the server holds. Unless asked otherwise, every
 * topic of the part has a subscriber. Throws an error of one line if the trace cannot be read, if
 * nothing would be measured, or if it is too large for this machine.
 */
export function fitReplay(
  load: Load,
  usual: TraceArrivals,
  wishes: ReplayWishes,
  time: PresetTime,
  room: Room,
): FittedReplay {
  const asked: TraceArrivals = { ...usual, ...wishes.trace };
  const { file, timeUnit, fields } = asked;
  const trace = readTrace(file, { timeUnit, fields });
  const fault = (why: string) => new Error(`trace ${traceName(file)}: ${why}`);
  const events = trace.events.slice(0, wishes.events);
  const pace = paceOf(events, load, usual.speed, wishes, time, room);
  if (pace === null) throw fault('the events have all one time: no speed spreads them over a window');
  const endSeconds = time.warmUpSeconds + pace.windowSeconds;
  const replayTime = { warmUpSeconds: time.warmUpSeconds, endSeconds };
  const paced: TraceArrivals = { ...asked, speed: pace.speed, events: pace.events };
  const replayed = replayedEvents(paced, endSeconds * 1e6);
  // The lab's own trace keeps all its topics, so that every window of it has the same subscribers.
  const isPart = wishes.trace !== undefined || wishes.events !== undefined;
  const { events: _, ...whole } = paced;
  const arrivals: TraceArrivals = {
    ...(isPart ? { ...paced, events: replayed.length } : whole),
    sha256: replayDigest(replayed),
  };
  const topics = topicsOf({ ...load, arrivals });
  const subscribers = wishes.subscribers ?? Math.max(load.subscribers, topics.length);
  const part = replayedPart(replayed, pace, { topics, subscribers }, replayTime);
  const isAsked = wishes.subscribers !== undefined;
  const large = tooLarge(part, { subscribers, isAsked }, room);
  if (large !== null) throw fault(large);
  const other = () => proposalFor(events, load, wishes, time, room);
  const nothing = nothingMeasured(events, part, pace, time, other);
  if (nothing !== null) throw fault(nothing);
  const transports = withPollInterval(load, wishes.pollIntervalMs);
  const intervalMs = pollIntervalMs({ ...load, transports });
  const polled = intervalMs === 0 ? null : tooMuchToPoll(part, intervalMs, replayTime);
  if (polled !== null) throw fault(polled);
  const feedCapacity = feedCapacityFor(part.topics.values(), intervalMs);
  return {
    load: {
      ...load,
      arrivals,
      subscribers,
      transports,
      ...(feedCapacity > FEED_CAPACITY && { feedCapacity }),
    },
    arrivals,
    pace,
    trace,
    part,
  };
}
