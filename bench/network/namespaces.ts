import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { STEP_TIMEOUT_MS, startFault } from './commands.ts';

/** A network namespace that exists until it is released, or the bench ends. */
export interface Namespace {
  /** A process that lives in it, by which `ip` names it. */
  pid: number;
  /** Prefix of a command that must run in it. */
  enter: readonly string[];
  release(): Promise<void>;
}

/**
 * Commands that make a network namespace, and options of nsenter that enter it: as root, or as root
 * of a new user namespace.
 */
const AS_ROOT = { unshare: ['unshare', '--net'], enter: ['--net'] };
const AS_USER = {
  unshare: ['unshare', '--user', '--map-root-user', '--net'],
  enter: ['--user', '--preserve-credentials', '--net'],
};
type Way = typeof AS_ROOT;

/**
 * Keeps a namespace alive: a process that waits until its standard input ends, which happens at the
 * latest when the bench ends. The kernel removes the namespace with its last process, and the other
 * end of a cable with the first.
 */
async function keepNamespace(unshare: readonly string[], way: Way): Promise<Namespace> {
  const command = [...unshare, 'sh', '-c', 'echo ready && exec cat >/dev/null'];
  const keeper = spawn(command[0] as string, command.slice(1), {
    stdio: ['pipe', 'pipe', 'pipe'],
    // The terminal's Ctrl-C must not reach it: the interrupted trial still has to end in order.
    detached: true,
  });
  const errorOutput = text(keeper.stderr);
  const ended = once(keeper, 'exit').then(
    async () => {
      throw new Error((await errorOutput).trim().split('\n').at(-1) || 'the namespace could not be made');
    },
    error => {
      throw startFault(error, command[0]);
    },
  );
  ended.catch(() => {}); // Its end is an error only before it is ready.
  const outOfTime = setTimeout(() => keeper.kill('SIGKILL'), STEP_TIMEOUT_MS);
  await Promise.race([once(keeper.stdout, 'data'), ended]).finally(() => clearTimeout(outOfTime));
  const pid = keeper.pid as number;
  return {
    pid,
    enter: ['nsenter', '--target', `${pid}`, ...way.enter, '--'],
    release: () => release(keeper),
  };
}

async function release(keeper: ChildProcess): Promise<void> {
  if (keeper.exitCode !== null || keeper.signalCode !== null) return;
  const ended = once(keeper, 'exit');
  keeper.stdin?.end();
  await ended;
}

/**
 * Makes namespaces, one for each name, and passes them to `build`. If it rejects, they are
 * released. Tries it as root first, because root keeps its other rights, such as real-time
 * priority; then as root of a new user namespace, in which the others are. Rejects with one line if
 * neither is allowed or a tool is missing.
 */
export async function inNamespaces<Name extends string, Built>(
  names: readonly [Name, ...Name[]],
  build: (namespaces: Record<Name, Namespace>) => Promise<Built>,
): Promise<Built> {
  const make = async (way: Way) => {
    const made: Namespace[] = [];
    try {
      const namespaces = {} as Record<Name, Namespace>;
      for (const name of names) {
        const inside = made[0] ? [...made[0].enter, ...AS_ROOT.unshare] : way.unshare;
        made.push(await keepNamespace(inside, way));
        namespaces[name] = made.at(-1) as Namespace;
      }
      return await build(namespaces);
    } catch (error) {
      await Promise.all(made.map(one => one.release()));
      throw error;
    }
  };
  return make(AS_ROOT).catch((asRoot: Error) =>
    make(AS_USER).catch((asUser: Error) => {
      const { message } = asUser;
      throw message === asRoot.message ? asUser : new Error(`${asRoot.message}; as a user: ${message}`);
    }),
  );
}
