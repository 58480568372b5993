import { ANSWER_BYTES } from '../../scenarios/load/feed-limits.ts';
import { printable } from '../../scenarios/load/printable.ts';
import type { TraceEvent } from '../../scenarios/load/trace.ts';
import type { ReplayedPart, ReplayTime } from './replayed-part.ts';
import type { Room } from './room.ts';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const MIB = 1024 ** 2;
/** After the window, subscribers may poll for so long for what they have not got yet. */
const DRAIN_SECONDS = 5;

/** How many of the first events have at most so many topics. */
export function eventsWithTopics(events: readonly TraceEvent[], most: number): number {
  const topics = new Set<string>();
  const end = events.findIndex(({ topic }) => topics.add(topic).size > most);
  return end === -1 ? events.length : end;
}

/**
 * What of a replay is too large for this machine and this lab, and what would be right, in one
 * line; null if it fits. `isAsked`: the number of subscribers was asked for, and is not that of the
 * topics.
 */
export function tooLarge(
  { events, topics: { size: topics } }: Pick<ReplayedPart, 'events' | 'topics'>,
  { subscribers, isAsked }: { subscribers: number; isAsked: boolean },
  room: Room,
): string | null {
  if (topics > room.topics.most) {
    const { most, because } = room.topics;
    return (
      `${whole.format(topics)} topics are too many, ${whole.format(most)} are possible: ${because}; ` +
      `--events ${eventsWithTopics(events, most)} replays the part that fits`
    );
  }
  const { most, because } = room.subscribers;
  if (subscribers <= most) return null;
  const possible = `${whole.format(most)} are possible: ${because}`;
  if (isAsked || topics <= most) {
    return `${whole.format(subscribers)} subscribers are too many, ${possible}; choose fewer with --subscribers`;
  }
  return (
    `${whole.format(topics)} topics with a subscriber each are too many, ${possible}; --events ` +
    `${eventsWithTopics(events, most)} replays the part that fits, --subscribers ${most} follows the first topics only`
  );
}

/**
 * The topic that has more than short polls can carry, in one line with what would be right; null if
 * there is none.
 */
export function tooMuchToPoll(
  { topics }: ReplayedPart,
  pollIntervalMs: number,
  { endSeconds }: ReplayTime,
): string | null {
  const polls = ((endSeconds + DRAIN_SECONDS) * 1000) / pollIntervalMs;
  for (const [topic, { bytes, followers }] of topics) {
    if (followers === 0 || bytes <= polls * ANSWER_BYTES) continue;
    return (
      `topic ${printable(JSON.stringify(topic))} has ${whole.format(bytes / MIB)} MiB in ${endSeconds} s, a poll carries ` +
      `1 MiB and comes every ${pollIntervalMs / 1000} s; choose a lower --speed or a shorter --poll-interval`
    );
  }
  return null;
}
