import type { TraceEvent } from '../../scenarios/load/trace.ts';

/** As many as the scenario ticker has, which every transport carries on two cores. */
const MOST_DELIVERIES_PER_SECOND = 5000;
/** Each topic has a subscriber, which polls once a second: twice what the scenario ticker has. */
const MOST_TOPICS = 1000;
/** However many subscribers are asked for, the part has so many notifications for each. */
const LEAST_PER_SUBSCRIBER = 10;

/** A speed, and how many of the first events it replays. */
export interface Proposal {
  speed: number;
  events: number;
}

/** What bounds the part that is proposed. */
export interface ProposalBounds {
  /** Warm-up and window. */
  seconds: number;
  /** How many subscribers follow so many topics. */
  subscribersOf: (topics: number) => number;
  /** The most topics that are possible here. */
  mostTopics: number;
}

/** The next number up with two significant digits, so that people can say it. */
function roundedUp(value: number): number {
  const step = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.ceil(value / step) * step).toPrecision(2));
}

/**
 * The speed at which a trace lasts as long as warm-up and window: as a whole, or as many of its
 * first events as one machine delivers. Null if these have all one time: no speed spreads them.
 */
export function proposedSpeed(
  events: readonly TraceEvent[],
  { seconds, subscribersOf, mostTopics }: ProposalBounds,
): Proposal | null {
  const topics = new Set<string>();
  let part = 0;
  for (const [index, { topic }] of events.entries()) {
    topics.add(topic);
    if (topics.size > Math.min(MOST_TOPICS, mostTopics)) break;
    const subscribers = subscribersOf(topics.size);
    const deliveries = ((index + 1) * subscribers) / topics.size;
    const most = Math.max(MOST_DELIVERIES_PER_SECOND * seconds, LEAST_PER_SUBSCRIBER * subscribers);
    if (deliveries <= most) part = index + 1;
  }
  const spanSeconds = ((events[part - 1]?.time ?? 0) - (events[0]?.time ?? 0)) / 1000;
  if (!(spanSeconds > 0)) return null;
  const speed = roundedUp(spanSeconds / seconds);
  // The last event must be due before the end, not at it.
  return { speed: spanSeconds / speed < seconds ? speed : roundedUp(speed * 1.01), events: part };
}
