import type { Load } from '../../scenarios/load/load.ts';
import { payloadTextOf, schedule, topicsOf } from '../../scenarios/load/schedule.ts';
import type { SeqRange } from '../processes/delivery-tally.ts';

/** What a trial must deliver, derived from its schedule. */
export interface Expectation {
  topics: string[];
  /** Topic of each subscriber. */
  followed: string[];
  /**
   * Seqs of each topic. Those before the schedule are the probe, or what the topic holds before the
   * first subscriber connects.
   */
  ranges: Map<string, SeqRange>;
  /** JSON bytes of all payloads delivered in the window, over all subscribers. */
  payloadBytes: number;
  /** Notifications due in the window. */
  scheduled: number;
  /** When the last notification is due, in µs from the start; 0 if none is. */
  lastDueMicros: number;
  /** Most deliveries due at one moment, over all subscribers. */
  largestBatch: number;
}

/**
 * Computes the expected deliveries when the window opens after `warmUpSeconds` and lasts
 * `windowSeconds`.
 */
export function expectedDeliveries(
  load: Load,
  seed: number,
  warmUpSeconds: number,
  windowSeconds: number,
): Expectation {
  const topics = topicsOf(load);
  const followed = Array.from(
    { length: load.subscribers },
    (_, index) => topics[index % topics.length] as string,
  );
  const followers = new Map<string, number>();
  for (const topic of followed) followers.set(topic, (followers.get(topic) ?? 0) + 1);

  // A visitor reads a topic that is complete before it connects; the schedule has the time of the
  // visit.
  const { visits } = load;
  const deliveriesPerNotification = (topic: string) =>
    visits ? visits.backlog : (followers.get(topic) ?? 0);
  const { heldBefore = 1 } = load;
  const ranges = new Map<string, SeqRange>(
    topics.map(topic => [topic, { windowFirst: heldBefore + 1, windowLast: heldBefore, last: heldBefore }]),
  );
  let payloadBytes = 0;
  let scheduled = 0;
  let largestBatch = 0;
  let lastDueMicros = 0;
  let batch = { atMicros: -1, size: 0 };
  for (const due of schedule(load, seed, warmUpSeconds + windowSeconds)) {
    const { atMicros, topic } = due;
    const range = ranges.get(topic) as SeqRange;
    lastDueMicros = atMicros;
    range.last++;
    range.windowLast = range.last;
    if (atMicros < warmUpSeconds * 1e6) range.windowFirst = range.last + 1;
    else {
      scheduled++;
      payloadBytes += Buffer.byteLength(payloadTextOf(due)) * deliveriesPerNotification(topic);
    }
    batch = {
      atMicros,
      size: (batch.atMicros === atMicros ? batch.size : 0) + deliveriesPerNotification(topic),
    };
    largestBatch = Math.max(largestBatch, batch.size);
  }
  return { topics, followed, ranges, payloadBytes, scheduled, lastDueMicros, largestBatch };
}
