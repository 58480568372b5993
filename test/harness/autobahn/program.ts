import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ROOT } from '../../../root.ts';
import { endProcess } from '../end-process.ts';

/** `.ci/run` puts the suite there: a Python 2.7, and the packages of requirements.txt. */
const FOLDER = join(ROOT, '.autobahn');
const PYTHON = join(FOLDER, 'python');
/** Unlike PYTHONPATH, `addsitedir` reads the .pth files that packages bring. */
const RUN = `
import site, sys
site.addsitedir(sys.argv.pop(1))
from autobahntestsuite.wstest import run
run()
`;
/** Without warnings that Python 2 is no longer supported. */
const ARGUMENTS = ['-W', 'ignore', '-c', RUN, join(FOLDER, 'packages')];

/** Whether the suite runs here. */
export const isThere = spawnSync(PYTHON, [...ARGUMENTS, '--autobahnversion']).status === 0;
/** For the name of a test that is left out. */
export const without = isThere
  ? ''
  : ' (left out: no Autobahn test suite in .autobahn; it needs Python 2.7 and what .ci/run installs)';

/** Outcome of one case, in the suite's own words. */
export interface Outcome {
  behavior: string;
  behaviorClose: string;
  remoteCloseCode: number | null;
}
/** Outcomes by the number of the case, such as `6.4.1`. */
export type Outcomes = ReadonlyMap<string, Outcome>;

/** A run of the suite. */
export interface AutobahnRun {
  child: ChildProcess;
  /** The last that it printed. */
  printed(): string;
  /** The outcomes that it has written for this agent. Throws if there are none. */
  outcomes(agent: string): Outcomes;
}

/**
 * Starts the suite in a mode and with its specification, both as its own documentation names them.
 * It ends with the test, and its files with it.
 */
export function startAutobahn(mode: 'fuzzingclient' | 'fuzzingserver', specification: object): AutobahnRun {
  const folder = mkdtempSync(join(tmpdir(), 'pushlab-autobahn-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'specification.json');
  const outdir = join(folder, 'outcomes');
  writeFileSync(file, JSON.stringify({ outdir, ...specification }));
  const child = spawn(PYTHON, [...ARGUMENTS, '-m', mode, '-s', file, '-u', '0'], { cwd: folder });
  onTestFinished(() => endProcess(child));
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', text => {
      printed = `${printed}${text}`.slice(-2000);
    });
  }
  return {
    child,
    printed: () => printed,
    outcomes(agent) {
      const index = join(outdir, 'index.json');
      const written = existsSync(index) ? JSON.parse(readFileSync(index, 'utf8'))[agent] : undefined;
      if (!written) throw new Error(`the suite wrote nothing for ${agent}: ${printed}`);
      return new Map(Object.entries(written as Record<string, Outcome>));
    },
  };
}
