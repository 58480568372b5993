import { PROBE_PAYLOAD } from '../../scenarios/load/expected-payloads.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { withPayload } from '../../scenarios/load/payload-text.ts';
import { PROBE_SEQ, payloadTextOf, schedule, topicsOf } from '../../scenarios/load/schedule.ts';
import { notificationBytes } from '../models/frames.ts';

/**
 * The notifications to the followers of one topic, from the start of the schedule on, without the
 * probe before it.
 */
export interface Timeline {
  topic: string;
  followers: number;
  /** When the notification of seq n + 2 comes to the server, in ms from the start. */
  atMs: number[];
  /** How long before that it was due; if left out, it comes when it is due. */
  forwardMs?: number[];
  /** Bytes of that notification as JSON text. */
  jsonBytes: number[];
  /** Bytes of that notification and of all before it. */
  sumBytes: number[];
  /**
   * The JSON texts, for a codec: of the probe, and of each notification. Their times are made up:
   * other digits compress alike. Empty where nothing is compressed.
   */
  probe: string;
  texts: string[];
}

/** Some time of a machine's clock, as a stamp. */
const SOME_START_MICROS = 1_000_004_271_839_265;
/** How late a publisher is: from 100 µs, by a prime so that it looks like chance. */
const lagMicros = (seq: number) => 100 + ((seq * 7919) % 211);

/** The text of a notification. */
function jsonText({
  topic,
  seq,
  atMicros,
  payloadText,
}: {
  topic: string;
  seq: number;
  atMicros: number;
  payloadText: string;
}): string {
  const scheduledAt = SOME_START_MICROS + atMicros;
  const publishedAt = scheduledAt + lagMicros(seq);
  return withPayload({ seq, topic, scheduledAt, publishedAt }, payloadText);
}

/** The schedule of a trial by topic; topics without a follower are left out. */
export function timelinesOf(load: Load, seed: number, durationSeconds: number): Timeline[] {
  const topics = topicsOf(load);
  const timelines = new Map<string, Timeline>();
  for (const [index, topic] of topics.entries()) {
    // Subscriber i follows the topic at index i modulo the number of topics.
    const followers = Math.ceil((load.subscribers - index) / topics.length);
    if (followers > 0)
      timelines.set(topic, {
        topic,
        followers,
        atMs: [],
        jsonBytes: [],
        sumBytes: [],
        probe: jsonText({ topic, seq: PROBE_SEQ, atMicros: 0, payloadText: JSON.stringify(PROBE_PAYLOAD) }),
        texts: [],
      });
  }
  for (const due of schedule(load, seed, durationSeconds)) {
    const { atMicros, topic } = due;
    const timeline = timelines.get(topic);
    if (!timeline) continue;
    const { atMs, jsonBytes, sumBytes, texts } = timeline;
    const seq = PROBE_SEQ + 1 + atMs.length;
    // Only a trace has payloads of different sizes.
    const payloadBytes =
      load.arrivals.kind === 'trace' ? Buffer.byteLength(payloadTextOf(due)) : load.payloadBytes;
    const bytes = notificationBytes({ seq, topic, payloadBytes });
    atMs.push(atMicros / 1000);
    jsonBytes.push(bytes);
    sumBytes.push((sumBytes.at(-1) ?? 0) + bytes);
    if (load.connection?.compression) {
      texts.push(jsonText({ topic, seq, atMicros, payloadText: payloadTextOf(due) }));
    }
  }
  return [...timelines.values()];
}

/** Total bytes of the JSON texts of the notifications after `afterSeq` up to `uptoSeq`. */
export function jsonBytesBetween({ sumBytes }: Timeline, afterSeq: number, uptoSeq: number): number {
  const upTo = (seq: number) => sumBytes[seq - PROBE_SEQ - 1] ?? 0;
  return upTo(uptoSeq) - upTo(afterSeq);
}
