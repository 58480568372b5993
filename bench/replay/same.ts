import type { TraceArrivals } from '../../scenarios/load/arrivals.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { replayedEvents, topicsOf } from '../../scenarios/load/schedule.ts';
import { readTrace, traceName } from '../../scenarios/load/trace.ts';
import { replayDigest } from '../../scenarios/load/trace-digest.ts';
import type { FittedReplay } from './fit.ts';
import type { PresetTime } from './pace.ts';
import { replayedPart } from './replayed-part.ts';
import type { Room } from './room.ts';
import { tooLarge } from './too-large.ts';

const DIGEST_CHARACTERS = 12;
const shortened = (digest: string) => digest.slice(0, DIGEST_CHARACTERS);

/**
 * The replay of an earlier run again. Throws an error of one line if the trace cannot be read, if
 * it now has another digest than the run has, or if it is too large for this machine.
 */
export function sameReplay(
  load: Load,
  given: TraceArrivals,
  { warmUpSeconds, windowSeconds }: Pick<PresetTime, 'warmUpSeconds' | 'windowSeconds'>,
  room: Room,
): FittedReplay {
  const endSeconds = warmUpSeconds + windowSeconds;
  // Older runs have no digest; their traces were in milliseconds, whatever their magnitude.
  const asked: TraceArrivals = given.sha256 === undefined ? { ...given, timeUnit: 'ms' } : given;
  const trace = readTrace(asked.file, asked);
  const events = replayedEvents(asked, endSeconds * 1e6);
  const sha256 = replayDigest(events);
  const fault = (why: string) => new Error(`trace ${traceName(asked.file)}${why}`);
  if (given.sha256 !== undefined && given.sha256 !== sha256) {
    throw fault(
      ` is not what the run replayed: the digest of its events was ${shortened(given.sha256)}…, it is ${shortened(sha256)}… now`,
    );
  }
  const arrivals = { ...asked, sha256 };
  const topics = topicsOf({ ...load, arrivals });
  const { subscribers } = load;
  const part = replayedPart(events, arrivals, { topics, subscribers }, { warmUpSeconds, endSeconds });
  const large = tooLarge(part, { subscribers, isAsked: true }, room);
  if (large !== null) throw fault(`: ${large}`);
  const pace = { speed: arrivals.speed, events: events.length, windowSeconds, isProposed: false };
  return { load: { ...load, arrivals }, arrivals, pace, trace, part };
}
