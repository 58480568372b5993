import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { killedWithParent } from '../processes/ends-with-parent.ts';

const KEPT_OUTPUT_CHARS = 4000;
const LISTEN_TIMEOUT_MS = 8000;
const POLL_MS = 10;

/** A program of others that runs in the foreground. */
export interface RunningProgram {
  pid: number;
  /** Resolves when it ends by itself, with its last words. */
  ended: Promise<string>;
  /** Resolves when it accepts connections. Rejects with its own words if it ends before. */
  untilListens(host: string, port: number): Promise<void>;
  /** Has it and its descendants stand still, and go on. */
  pause(): void;
  resume(): void;
  /** Ends it and its descendants at once. */
  kill(): void;
}

/** Whether somebody accepts a connection there. */
function accepts(host: string, port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ host, port }, () => resolve(true)).once('error', () => resolve(false));
  return promise.finally(() => socket.destroy());
}

/** The last line that a program printed: its own reason. */
const lastLine = (printed: string): string =>
  printed
    .split('\n')
    .filter(line => line.trim() !== '')
    .at(-1)
    ?.trim() ?? 'it printed nothing';

const APART = ['unshare', '--pid', '--fork', '--kill-child', '--'];

/**
 * Command prefix that ends a program with all its descendants when this process ends, however it
 * does: the kernel ends a PID namespace with its first process. Without the right to make one, the
 * program alone ends.
 */
function endsWithAll(): readonly string[] {
  const [command = '', ...args] = [...APART, 'true'];
  return [...killedWithParent(), ...(spawnSync(command, args).status === 0 ? APART : [])];
}

/** Starts a program in a folder for its own files, in a process group of its own. */
export function startProgram(path: string, args: readonly string[], folder: string): RunningProgram {
  const [command = path, ...rest] = [...endsWithAll(), path, ...args];
  const child = spawn(command, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    cwd: folder,
    env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder },
  });
  let printed = '';
  const keep = (text: Buffer) => {
    printed = `${printed}${text}`.slice(-KEPT_OUTPUT_CHARS);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  let end: string | undefined;
  const ended = once(child, 'close').then(
    ([code, signal]) => {
      end = `ended by ${signal ?? `exit code ${code}`}: ${lastLine(printed)}`;
      return end;
    },
    (error: Error) => {
      end = error.message;
      return end;
    },
  );
  const tellAll = (signal: NodeJS.Signals) => {
    if (child.pid === undefined || end !== undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // It has just ended.
    }
  };
  const kill = () => tellAll('SIGKILL');
  return {
    pid: child.pid ?? 0,
    ended,
    async untilListens(host, port) {
      const deadline = performance.now() + LISTEN_TIMEOUT_MS;
      while (!(await accepts(host, port))) {
        if (end !== undefined) throw new Error(end);
        if (performance.now() > deadline) {
          kill();
          throw new Error(`it does not listen within ${LISTEN_TIMEOUT_MS / 1000} s: ${lastLine(printed)}`);
        }
        await sleep(POLL_MS);
      }
    },
    pause: () => tellAll('SIGSTOP'),
    resume: () => tellAll('SIGCONT'),
    kill,
  };
}
