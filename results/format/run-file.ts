import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Compile } from 'typebox/compile';
import { readJsonFile } from './json-file.ts';
import { replaceFile } from './replace-file.ts';
import { Run, SCHEMA_VERSION } from './run.ts';
import { FailedTrial, MeasuredTrial, Trial } from './trial.ts';
import { upgraded } from './upgrade.ts';

const validator = Compile(Run);
const trialValidator = Compile(Trial);

/** The first impossible value of a trial, in one line; undefined if all are possible. */
export function trialFault(trial: Trial): string | undefined {
  const value: unknown = trial;
  if (trialValidator.Check(value)) return undefined;
  const measured = Compile(trial.status === 'error' ? FailedTrial : MeasuredTrial);
  const [fault] = measured.Errors(trial);
  return `impossible value: ${fault?.instancePath} ${fault?.message}`;
}

/** Throws an error of one line with the first fault of a run and its place. */
function assertRun(value: unknown, source: string): asserts value is Run {
  if (validator.Check(value)) return;
  const version = (value as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (version !== SCHEMA_VERSION) {
    throw new Error(
      `${source}: schemaVersion is ${JSON.stringify(version)}, this program reads ${SCHEMA_VERSION - 1} and ${SCHEMA_VERSION}`,
    );
  }
  const [fault] = validator.Errors(value);
  throw new Error(`${source}: not a valid run.json: ${fault?.instancePath || '/'} ${fault?.message}`);
}

/** A run of this schema version or the one before. Throws an error of one line if it is none. */
export function asRun(value: unknown, path: string): Run {
  const run = upgraded(value);
  assertRun(run, path);
  return run;
}

/**
 * Reads and checks the file of a run, of this schema version or the one before; if its name ends in
 * .gz, it is decompressed. Throws an error of one line if it is missing, not JSON, or not a run.
 */
export const readRunFile = (path: string): Run => asRun(readJsonFile(path), path);

/** The run.json of a folder, or, where it is packed, its run.json.gz. */
export function runFileIn(folder: string): string {
  const [path, packed] = [join(folder, 'run.json'), join(folder, 'run.json.gz')];
  return !existsSync(path) && existsSync(packed) ? packed : path;
}

/** Reads and checks the run of a folder. */
export const readRun = (folder: string): Run => readRunFile(runFileIn(folder));

/** Checks a run and writes it to `folder`/run.json; the folder must exist. */
export function writeRun(folder: string, run: Run): void {
  const path = join(folder, 'run.json');
  assertRun(run, path);
  replaceFile(path, `${JSON.stringify(run)}\n`);
}
