import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from '../../results/format/run.ts';
import { ROOT } from '../../root.ts';

/** A bench that was started as users start it, in a process group of its own. */
export interface BenchCommand {
  process: ChildProcess;
  /** Resolves with the line when the bench prints one that matches. */
  line(pattern: RegExp): Promise<string>;
  /** Resolves with all that it printed, when it has ended and closed its streams. */
  ended: Promise<{ code: number | null; signal: string | null; output: string }>;
  /** Processes that it has started and that still live. */
  children(): number[];
}

export interface BenchCommandOptions {
  /** Words in front of the command. */
  prefix?: string[];
  /** By `npm run`; without its `--` npm keeps the options for itself. */
  npm?: boolean | 'without --';
}

export function startBench(
  args: string[],
  { prefix = [], npm = false }: BenchCommandOptions = {},
): BenchCommand {
  const bench = npm
    ? ['npm', 'run', '--silent', 'bench', ...(npm === true ? ['--'] : []), ...args]
    : [process.execPath, 'scripts/bench.ts', ...args];
  const [file, ...words] = [...prefix, ...bench] as [string, ...string[]];
  const child = spawn(file, words, { cwd: ROOT, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const onOutput = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      output += chunk;
      for (const look of onOutput) look();
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, output }));
  return {
    process: child,
    ended,
    line: pattern =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = output
            .split('\n')
            .slice(0, -1)
            .find(text => pattern.test(text));
          if (found === undefined) return;
          onOutput.delete(look);
          resolve(found);
        };
        onOutput.add(look);
        look();
        void ended.then(() => reject(new Error(`ended without a line like ${pattern}:\n${output}`)));
      }),
    children: () => childrenOf(child.pid as number),
  };
}

/** All living descendants of a process. */
export function childrenOf(pid: number): number[] {
  const path = `/proc/${pid}/task/${pid}/children`;
  if (!existsSync(path)) return [];
  const direct = readFileSync(path, 'utf8').split(' ').filter(Boolean).map(Number);
  return direct.flatMap(child => [child, ...childrenOf(child)]);
}

/** Whether a process still runs; one that has ended and waits to be asked about does not. */
export function lives(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false; // No such process.
  }
}

/**
 * The network namespaces that some processes live in; without a list, that any process lives in.
 */
export function networkNamespaces(pids: readonly (number | string)[] = readdirSync('/proc')): Set<string> {
  const found = pids.flatMap(pid => {
    try {
      return [readlinkSync(`/proc/${pid}/ns/net`)];
    } catch {
      return []; // No process, or just gone.
    }
  });
  return new Set(found);
}

/** The command line of a process, words separated by blanks. */
export const commandOf = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');

/** The only run in a results folder, unchecked, and its own folder's files. */
export function onlyRun(results: string): { run: Run; files: string[] } {
  const [id, ...others] = readdirSync(results);
  if (id === undefined || others.length > 0) throw new Error(`not one run in ${results}`);
  const folder = join(results, id);
  return {
    run: JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')),
    files: readdirSync(folder).sort(),
  };
}
