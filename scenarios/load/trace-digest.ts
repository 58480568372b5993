import { createHash } from 'node:crypto';
import type { TraceEvent } from './trace.ts';

/**
 * SHA-256 of events as they are replayed: their times in µs after the first, their topics and the
 * text of their payloads, in hexadecimal. The file's name, its format and the unit of its times do
 * not count, and neither does the speed.
 */
export function replayDigest(events: readonly TraceEvent[]): string {
  const hash = createHash('sha256');
  const startMs = events[0]?.time ?? 0;
  for (const { time, topic, payloadText } of events) {
    // No topic has a tab, and no payload a line break.
    hash.update(`${Math.round((time - startMs) * 1000)}\t${topic}\t${payloadText}\n`);
  }
  return hash.digest('hex');
}
