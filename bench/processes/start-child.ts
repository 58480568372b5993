import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../../root.ts';
import { Unavailable } from './unavailable.ts';

/** A started process of the lab: typed messages in and out, and a certain end. */
export interface Child<Incoming extends { type: string }, Outgoing> {
  readonly pid: number;
  send(message: Outgoing): void;
  /** The next message of a type. Rejects when the process fails, dies, or does not send it within `timeoutMs`. */
  expect<T extends Incoming['type']>(type: T, timeoutMs: number): Promise<Extract<Incoming, { type: T }>>;
  /** Ends it at once and without a word, and waits for the exit. */
  kill(): Promise<void>;
  /** Asks it to end, waits for the exit, and after two seconds ends it by force. */
  stop(): Promise<void>;
}

export interface StartChild {
  /** Its name in error messages. */
  name: string;
  /** Path of its entry file from the project's root. */
  entry: string;
  config: unknown;
  /** Words in front of the command: where and on which cores it runs. */
  prefix: readonly string[];
  /** File descriptor that becomes its standard input. */
  input?: number;
  /** File descriptor that becomes its number 3. */
  output?: number;
}

/** Children that have not ended yet. However this process ends, short of SIGKILL, none of them outlives it. */
const living = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

const STOP_TIMEOUT_MS = 2000;
const KEPT_STDERR_CHARS = 4000;

/** The last line that says something: of a stack trace the message, not the frames. */
function lastWords(stderr: string): string {
  const lines = stderr.split('\n').filter(line => line.trim() !== '');
  return lines.find(line => /^\w*Error\b/.test(line)) ?? lines.at(-1) ?? 'it said nothing';
}

/** Starts a process of the lab with this Node. Its end is awaited by `stop`, which must be called in any case. */
export function startChild<Incoming extends { type: string }, Outgoing extends object>({
  name,
  entry,
  config,
  prefix,
  input,
  output,
}: StartChild): Child<Incoming, Outgoing> {
  const command = [...prefix, process.execPath, '--no-warnings', join(ROOT, entry), JSON.stringify(config)];
  const child: ChildProcess = spawn(command[0] as string, command.slice(1), {
    stdio: [input ?? 'ignore', 'ignore', 'pipe', output ?? 'ignore', 'ipc'],
    // Apart from the terminal's Ctrl-C, also before it could ignore that: it is the bench that decides when a child stops.
    detached: true,
  });
  living.add(child);
  const waiting = new Map<string, { resolve: (message: never) => void; reject: (error: Error) => void }>();
  const early = new Map<string, Incoming>();
  let stderr = '';
  let failure: Error | undefined;
  let stopping = false;

  function fail(reason: string, isUnavailable = false): void {
    const text = `${name}: ${reason}`;
    failure ??= isUnavailable ? new Unavailable(text) : new Error(text);
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  }

  child.on('message', value => {
    const message = value as Incoming & { reason?: string; unavailable?: boolean };
    if (message.type === 'failed') {
      return fail(message.reason ?? 'failed', message.unavailable);
    }
    const waiter = waiting.get(message.type);
    waiting.delete(message.type);
    if (waiter) waiter.resolve(message as never);
    else early.set(message.type, message);
  });
  child.stderr?.on('data', chunk => {
    stderr = (stderr + chunk).slice(-KEPT_STDERR_CHARS);
  });
  child.on('error', error => fail(error.message));
  const exited = once(child, 'close').then(
    ([code, signal]) => {
      living.delete(child);
      if (!stopping) fail(`ended by ${signal ?? `exit code ${code}`}: ${lastWords(stderr)}`);
    },
    () => void living.delete(child), // It never started; 'error' has said why.
  );

  return {
    pid: child.pid ?? 0,
    send(message) {
      if (child.connected) child.send(message, () => {}); // When it is gone, its exit says why.
    },
    expect(type, timeoutMs) {
      return new Promise((resolve, reject) => {
        const message = early.get(type);
        if (message) {
          early.delete(type);
          return resolve(message as never);
        }
        if (failure) return reject(failure);
        const timer = setTimeout(() => fail(`no "${type}" within ${timeoutMs / 1000} s`), timeoutMs);
        waiting.set(type, {
          resolve: value => {
            clearTimeout(timer);
            resolve(value);
          },
          reject: error => {
            clearTimeout(timer);
            reject(error);
          },
        });
      });
    },
    async kill() {
      stopping = true;
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      stopping = true;
      fail('stopped'); // Whoever still waits for a message waits in vain, and their timers would hold the bench up.
      if (child.connected) child.send({ type: 'stop' }, () => {});
      const outOfTime = new AbortController();
      const killed = sleep(STOP_TIMEOUT_MS, undefined, { signal: outOfTime.signal }).then(
        () => void child.kill('SIGKILL'),
        () => {}, // It ended in time.
      );
      await exited;
      outOfTime.abort();
      await killed;
    },
  };
}
