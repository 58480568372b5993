import { payloadKbitPerSecond } from '../../scenarios/load/bandwidth.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { replayedEvents, replayTimes, topicsOf } from '../../scenarios/load/schedule.ts';

/** A replay that is shorter counts as so long, so that few events at once are not a rate. */
const LEAST_SECONDS = 1;

/**
 * The payloads of all deliveries in kbit a second, also those of a trace: their mean over its
 * replay. Throws one line if the trace cannot be read.
 */
export function deliveredKbitPerSecond(load: Load): { down: number; up: number } {
  const known = payloadKbitPerSecond(load);
  if (known !== null || load.arrivals.kind !== 'trace') return known ?? { down: 0, up: 0 };
  const events = replayedEvents(load.arrivals, Number.POSITIVE_INFINITY);
  const topics = topicsOf(load);
  const followers = new Map(
    topics.map((topic, index) => [topic, Math.ceil(Math.max(0, load.subscribers - index) / topics.length)]),
  );
  const bytes = events.reduce(
    (sum, { topic, payloadText }) => sum + (followers.get(topic) ?? 0) * Buffer.byteLength(payloadText),
    0,
  );
  const lastSeconds = (replayTimes(events, load.arrivals.speed).at(-1) ?? 0) / 1e6;
  return { down: (8 * bytes) / 1000 / Math.max(LEAST_SECONDS, lastSeconds), up: 0 };
}
