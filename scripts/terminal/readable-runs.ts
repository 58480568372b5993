import { statSync } from 'node:fs';
import { readJsonFile } from '../../results/format/json-file.ts';
import type { RecordedSession } from '../../results/format/recorded-session.ts';
import { asRecordedSession } from '../../results/format/recorded-sessions.ts';
import type { Run } from '../../results/format/run.ts';
import { asRun, runFileIn } from '../../results/format/run-file.ts';
import { UsageError } from './usage-error.ts';

/** A run and where it was read. */
export interface ReadRun {
  path: string;
  run: Run;
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * Reads each of these folders with a run.json, or of these files, compressed or not. What cannot be
 * read is wrong use, and so is the same run twice.
 */
function readEach<One>(
  paths: readonly string[],
  as: (value: unknown, path: string) => One,
  idOf: (one: One) => string,
): { path: string; one: One }[] {
  const read = paths.map(path => {
    const file = isFolder(path) ? runFileIn(path) : path;
    try {
      return { path, one: as(readJsonFile(file), file) };
    } catch (error) {
      throw new UsageError((error as Error).message);
    }
  });
  for (const [index, { path, one }] of read.entries()) {
    const twin = read.slice(0, index).find(other => idOf(other.one) === idOf(one));
    if (twin) throw new UsageError(`${twin.path} and ${path} are the same run, ${idOf(one)}`);
  }
  return read;
}

/** Reads runs. */
export const readableRuns = (paths: readonly string[]): ReadRun[] =>
  readEach(paths, asRun, ({ run }) => run.id).map(({ path, one }) => ({ path, run: one }));

/** Whether this is a run in compact form. */
export const isRecorded = (session: Run | RecordedSession): session is RecordedSession => 'cells' in session;

/** Reads runs, and runs in compact form as `npm run record` keeps them. */
export const readableSessions = (paths: readonly string[]): (Run | RecordedSession)[] =>
  readEach<Run | RecordedSession>(
    paths,
    (value, path) => {
      const isCompact = typeof value === 'object' && value !== null && 'cells' in value;
      return isCompact ? asRecordedSession(value, path) : asRun(value, path);
    },
    session => (isRecorded(session) ? session.id : session.run.id),
  ).map(({ one }) => one);
