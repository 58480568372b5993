import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Compile } from 'typebox/compile';
import { readJsonFile } from './json-file.ts';
import { RecordedSession } from './recorded-session.ts';

/** Where recorded sessions are kept, from the project's root. */
export const SESSIONS_FOLDER = 'results/sessions';

const validator = Compile(RecordedSession);

/** A recorded session. Throws an error of one line if the value is none. */
export function asRecordedSession(value: unknown, path: string): RecordedSession {
  if (validator.Check(value)) return value;
  const [fault] = validator.Errors(value);
  throw new Error(`${path}: not a recorded session: ${fault?.instancePath} ${fault?.message}`);
}

/**
 * Reads all recorded sessions below `root`, in the order of their time. Throws an error of one line
 * for a file that is none.
 */
export function readRecordedSessions(root: string): RecordedSession[] {
  const folder = join(root, SESSIONS_FOLDER);
  const sessions = readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .map(name => join(folder, name))
    .map(path => asRecordedSession(readJsonFile(path), path));
  return sessions.toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
}
