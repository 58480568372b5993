import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { killedWithParent } from '../../bench/processes/ends-with-parent.ts';
import { ROOT } from '../../root.ts';
import { K6_ENVIRONMENT } from './k6-find.ts';

/** A running k6 script. */
export interface K6Program {
  pid: number;
  /** Resolves when the script has printed this word on this many lines. */
  printed(word: string, times: number): Promise<void>;
  /**
   * The summary, after k6 has ended by itself. Rejects with its last error line if there is none.
   */
  summary: Promise<string>;
  kill(): void;
}

/** k6's exit code for crossed thresholds. The summary reports those; k6 has not failed. */
const EXIT_THRESHOLDS = 99;

const SCRIPTS = join(ROOT, 'scenarios', 'k6');
const folderOfSummary = () => mkdtempSync(join(tmpdir(), 'pushlab-k6-'));

/** Starts a script of scenarios/k6 with the given variables, passed by `-e`. */
export function startK6(path: string, script: string, given: Record<string, string | number>): K6Program {
  const folder = folderOfSummary();
  const summaryPath = join(folder, 'summary.json');
  const variables = Object.entries({ ...given, SUMMARY: summaryPath });
  const command = [
    ...killedWithParent(),
    path,
    ...['run', '--quiet', '--no-color', '--log-format', 'raw'],
    ...variables.flatMap(([name, value]) => ['-e', `${name}=${value}`]),
    join(SCRIPTS, script),
  ];
  const child: ChildProcess = spawn(command[0] as string, command.slice(1), {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...K6_ENVIRONMENT },
  });
  const counts = new Map<string, number>();
  let lastErrorLine = 'no error output';
  let onLine = () => {};
  const lines = createInterface({ input: child.stderr as NodeJS.ReadableStream });
  lines.on('line', line => {
    const word = line.trim();
    if (word === '') return;
    if (/^[a-z]+$/.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
    else lastErrorLine = word;
    onLine();
  });

  const ended = once(child, 'close').then(([code, signal]) => {
    if (code === 0 || code === EXIT_THRESHOLDS) return;
    throw new Error(`k6 ended by ${signal ?? `exit code ${code}`}: ${lastErrorLine}`);
  });
  const summary = ended
    .then(() => {
      if (!existsSync(summaryPath)) throw new Error(`k6 left no summary: ${lastErrorLine}`);
      return readFileSync(summaryPath, 'utf8');
    })
    .finally(() => rmSync(folder, { recursive: true, force: true }));
  summary.catch(() => {}); // Reported where it is awaited.
  const kill = () => void child.kill('SIGKILL');
  process.on('exit', () => {
    kill();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    pid: child.pid ?? 0,
    async printed(word, times) {
      const enough = new Promise<void>(resolve => {
        onLine = () => {
          if ((counts.get(word) ?? 0) >= times) resolve();
        };
        onLine();
      });
      const early = summary.then(() => {
        throw new Error(`k6 ended before it printed "${word}" ${times} times: ${lastErrorLine}`);
      });
      await Promise.race([enough, early]);
    },
    summary,
    kill,
  };
}
