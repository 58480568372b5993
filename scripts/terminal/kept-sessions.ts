import type { RecordedSession } from '../../results/format/recorded-session.ts';
import { readRecordedSessions } from '../../results/format/recorded-sessions.ts';
import { UsageError } from './usage-error.ts';

/** Reads the recorded sessions below `root`. A file that is none is wrong input: UsageError. */
export function keptSessions(root: string): RecordedSession[] {
  try {
    return readRecordedSessions(root);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
