import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../../root.ts';
import { Unavailable } from './unavailable.ts';

/** A process of the lab: typed messages in both directions, and a guaranteed end. */
export interface Child<Incoming extends { type: string }, Outgoing> {
  readonly pid: number;
  send(message: Outgoing): void;
  /**
   * Resolves with the next message of a type. Rejects when the process fails, ends, or does not
   * send it within `timeoutMs`; also when `signal` aborts, or somebody else waits for this type
   * from now on.
   */
  expect<T extends Incoming['type']>(
    type: T,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<Extract<Incoming, { type: T }>>;
  /** Kills it without a message, and waits for the exit. */
  kill(): Promise<void>;
  /** Sends a stop message, waits for the exit, and kills it after two seconds. */
  stop(): Promise<void>;
}

export interface StartChild {
  /** Its name in error messages. */
  name: string;
  /** Path of its entry file, relative to the project's root. */
  entry: string;
  config: unknown;
  /** Command prefix, which sets namespace and cores. */
  prefix: readonly string[];
  /** File descriptor for its standard input. */
  input?: number;
  /** File descriptor for its descriptor 3. */
  output?: number;
}

/** Running children. They do not outlive this process unless it ends by SIGKILL. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

const STOP_TIMEOUT_MS = 2000;
const KEPT_STDERR_CHARS = 4000;

/** The last meaningful line. For a stack trace it is the message, not the frames. */
function lastErrorLine(stderr: string): string {
  const lines = stderr.split('\n').filter(line => line.trim() !== '');
  return lines.find(line => /^\w*Error\b/.test(line)) ?? lines.at(-1) ?? 'no error output';
}

/**
 * Starts a process of the lab with this Node. The caller must call `stop`, which waits for its end.
 */
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
    // Detached from the terminal's Ctrl-C from the start, because the bench decides when a child
    // stops.
    detached: true,
  });
  running.add(child);
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
      running.delete(child);
      if (!stopping) fail(`ended by ${signal ?? `exit code ${code}`}: ${lastErrorLine(stderr)}`);
    },
    () => void running.delete(child), // It never started; 'error' has reported the reason.
  );

  return {
    pid: child.pid ?? 0,
    send(message) {
      if (child.connected) child.send(message, () => {}); // If it has ended, its exit reports the reason.
    },
    expect(type, timeoutMs, signal) {
      return new Promise((resolve, reject) => {
        const message = early.get(type);
        if (message) {
          early.delete(type);
          return resolve(message as never);
        }
        if (failure) return reject(failure);
        // Its timer must not fail the process of whoever waits now.
        waiting.get(type)?.reject(new Error(`${name}: "${type}" was asked for again`));
        const timer = setTimeout(() => fail(`no "${type}" within ${timeoutMs / 1000} s`), timeoutMs);
        const over = () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', abort);
        };
        const waiter = {
          resolve: (value: never) => {
            over();
            resolve(value);
          },
          reject: (error: Error) => {
            over();
            reject(error);
          },
        };
        const abort = () => {
          if (waiting.get(type) === waiter) waiting.delete(type);
          waiter.reject(new Error(`${name}: nobody waits for "${type}" any more`));
        };
        waiting.set(type, waiter);
        signal?.addEventListener('abort', abort, { once: true });
        if (signal?.aborted) abort();
      });
    },
    async kill() {
      stopping = true;
      fail('killed'); // As below.
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      stopping = true;
      fail('stopped'); // Pending waits must not delay the bench by their timers.
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
