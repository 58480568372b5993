import type { MonotonicMicros } from '../../../scenarios/load/notification.ts';
import type { Numbered } from '../held.ts';

/** What of a notification is stored as text: its stamps, and its payload as it came. */
export type StoredText = Pick<Numbered, 'scheduledAt' | 'publishedAt' | 'payloadText' | 'trace'>;

/** The stamps as JSON on one line, then the payload’s JSON text. */
export const storedText = ({ payloadText, ...stamps }: StoredText): string =>
  `${JSON.stringify(stamps)}\n${payloadText}`;

/** Reads it again. Throws where it is no such text. */
export function parseStored(text: string): StoredText {
  const end = text.indexOf('\n');
  if (end < 0) throw new Error('a stored notification without a payload');
  const stamps = JSON.parse(text.slice(0, end)) as {
    scheduledAt: MonotonicMicros;
    publishedAt: MonotonicMicros;
    trace?: Numbered['trace'];
  };
  return { ...stamps, payloadText: text.slice(end + 1) };
}
