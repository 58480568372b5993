import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ROOT } from '../../root.ts';

/** Which streams of a command go into the pipe that nobody reads. */
export type Closed = 'stdout' | 'stderr' | 'both';

const REDIRECTIONS: Record<Closed, string> = { stdout: '1>&3', stderr: '2>&3', both: '>&3 2>&3' };

export interface Ended {
  code: number | null;
  /** What it printed where it was still read. */
  stdout: string;
  stderr: string;
}

export interface Place {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

/** Runs a line of bash to its end; `"$@"` in it is `words`. */
export async function bash(line: string, words: readonly string[] = [], place: Place = {}): Promise<Ended> {
  const child = spawn('bash', ['-c', line, 'bash', ...words], {
    cwd: ROOT,
    ...place,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, stdout, stderr };
}

/**
 * Runs a command of scripts/ with a pipe whose reader has ended before the command begins: each
 * write fails. `| true` does the same, but only mostly.
 */
export const intoClosedPipe = (
  closed: Closed,
  [script, ...args]: readonly [script: string, ...args: string[]],
  place: Place = {},
): Promise<Ended> =>
  bash(
    `exec 3> >(:); wait $!; exec "$@" ${REDIRECTIONS[closed]} 3>&-`,
    [process.execPath, join(ROOT, 'scripts', script), ...args],
    place,
  );
