import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Compile } from 'typebox/compile';
import { errorInWords } from '../../scenarios/load/system-error.ts';
import { replaceFile } from './replace-file.ts';
import { Run, SCHEMA_VERSION } from './run.ts';
import { FailedTrial, MeasuredTrial, Trial } from './trial.ts';
import { upgraded } from './upgrade.ts';

const validator = Compile(Run);
const trialValidator = Compile(Trial);

/** What makes a trial's figures impossible, in one line; undefined where they are possible. */
export function trialFault(trial: Trial): string | undefined {
  const value: unknown = trial;
  if (trialValidator.Check(value)) return undefined;
  const measured = Compile(trial.status === 'error' ? FailedTrial : MeasuredTrial);
  const [fault] = measured.Errors(trial);
  return `impossible figure: ${fault?.instancePath} ${fault?.message}`;
}

/** Throws one line that names the first fault of a run and where it stands. */
function assertRun(value: unknown, source: string): asserts value is Run {
  if (validator.Check(value)) return;
  const version = (value as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (version !== SCHEMA_VERSION) {
    throw new Error(
      `${source}: schemaVersion is ${JSON.stringify(version)}, this program reads ${SCHEMA_VERSION}`,
    );
  }
  const [fault] = validator.Errors(value);
  throw new Error(`${source}: not a valid run.json: ${fault?.instancePath || '/'} ${fault?.message}`);
}

/** Reads and checks `folder`/run.json, of this schema version or the one before. Throws one clear line when it is missing, no JSON, or no run. */
export function readRun(folder: string): Run {
  const path = join(folder, 'run.json');
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path}: ${errorInWords(error)}`);
  }
  const run = upgraded(value);
  assertRun(run, path);
  return run;
}

/** Checks a run and writes it to `folder`/run.json; the folder must exist. */
export function writeRun(folder: string, run: Run): void {
  const path = join(folder, 'run.json');
  assertRun(run, path);
  replaceFile(path, `${JSON.stringify(run)}\n`);
}
