import type { TraceArrivals } from '../../scenarios/load/arrivals.ts';
import { replayTimes } from '../../scenarios/load/schedule.ts';
import type { TraceEvent } from '../../scenarios/load/trace.ts';
import type { TopicTimes } from './feed-capacity.ts';

/** Names and stamps around a payload, at most. */
const AROUND_PAYLOAD_BYTES = 400;

/** What of a trace is replayed at a speed, and to how many subscribers. */
export interface ReplayedPart {
  events: readonly TraceEvent[];
  /** How many of them are due in the window. */
  measured: number;
  topics: Map<string, TopicTimes & { followers: number; bytes: number }>;
  /** Mean over warm-up and window. */
  deliveriesPerSecond: number;
}

/** When the replay of a trace begins to count and when it ends, in seconds from its start. */
export interface ReplayTime {
  warmUpSeconds: number;
  endSeconds: number;
}

/**
 * The part of a trace that is due before the end. Subscriber i follows the topic at index i modulo
 * the number of `topics`, as in every load; only what has a follower counts as measured.
 */
export function replayedPart(
  events: readonly TraceEvent[],
  { speed }: Pick<TraceArrivals, 'speed'>,
  { topics: names, subscribers }: { topics: readonly string[]; subscribers: number },
  { warmUpSeconds, endSeconds }: ReplayTime,
): ReplayedPart {
  const topics: ReplayedPart['topics'] = new Map(
    names.map((name, index) => {
      const followers = Math.ceil(Math.max(0, subscribers - index) / names.length);
      return [name, { atMicros: [], largestBytes: 0, bytes: 0, followers }];
    }),
  );
  let [measured, deliveries] = [0, 0];
  const times = replayTimes(events, speed);
  for (const [index, { topic, payloadText }] of events.entries()) {
    const of = topics.get(topic);
    const atMicros = times[index] as number;
    if (of === undefined) continue;
    const bytes = Buffer.byteLength(payloadText) + AROUND_PAYLOAD_BYTES;
    of.atMicros.push(atMicros);
    of.bytes += bytes;
    of.largestBytes = Math.max(of.largestBytes, bytes);
    deliveries += of.followers;
    if (of.followers > 0 && atMicros >= warmUpSeconds * 1e6) measured++;
  }
  return { events, measured, topics, deliveriesPerSecond: deliveries / endSeconds };
}
