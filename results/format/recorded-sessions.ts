import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Compile } from 'typebox/compile';
import { errorInWords } from '../../scenarios/load/system-error.ts';
import { RecordedSession } from './recorded-session.ts';

/** Where recorded sessions are kept, from the project's root. */
export const SESSIONS_FOLDER = 'results/sessions';

const validator = Compile(RecordedSession);

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path}: ${errorInWords(error)}`);
  }
}

/**
 * Reads all recorded sessions below `root`, in the order of their time. Throws an error of one line
 * for a file that is none.
 */
export function readRecordedSessions(root: string): RecordedSession[] {
  const folder = join(root, SESSIONS_FOLDER);
  const sessions = readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .map(name => {
      const value = parsed(join(folder, name));
      if (validator.Check(value)) return value;
      const [fault] = validator.Errors(value);
      throw new Error(
        `${join(folder, name)}: not a recorded session: ${fault?.instancePath} ${fault?.message}`,
      );
    });
  return sessions.toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
}
