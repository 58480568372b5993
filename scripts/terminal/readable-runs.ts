import { statSync } from 'node:fs';
import type { Run } from '../../results/format/run.ts';
import { readRun, readRunFile } from '../../results/format/run-file.ts';
import { UsageError } from './usage-error.ts';

/** A run and where it was read. */
export interface ReadRun {
  path: string;
  run: Run;
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * Reads runs, each from a folder with a run.json, or from a file that is one, compressed or not. A
 * run that cannot be read is wrong use, and so is the same run twice.
 */
export function readableRuns(paths: readonly string[]): ReadRun[] {
  const runs = paths.map(path => {
    try {
      return { path, run: isFolder(path) ? readRun(path) : readRunFile(path) };
    } catch (error) {
      throw new UsageError((error as Error).message);
    }
  });
  for (const [index, { path, run }] of runs.entries()) {
    const twin = runs.slice(0, index).find(other => other.run.run.id === run.run.id);
    if (twin) throw new UsageError(`${twin.path} and ${path} are the same run, ${run.run.id}`);
  }
  return runs;
}
