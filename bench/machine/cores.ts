import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { type ReadFile, systemFile } from './system-file.ts';

/** Lists of cores for taskset; null where the system cannot pin or has one core only. */
export interface CoreSplit {
  server: string | null;
  clients: string | null;
  clientWorkers: number;
}

/** The numbers in a list of cores such as `0,2-3`. */
export function coreNumbers(list: string): number[] {
  return list.split(',').flatMap(range => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}

/**
 * The cores that this process may use, in order: those that a container or taskset allows and that
 * are online. The kernel may allow cores that are offline, or that the machine may get later. Empty
 * where the system does not report them: only Linux does.
 */
export function allowedCores(read: ReadFile = systemFile): number[] {
  const list = read('/proc/self/status')?.match(/^Cpus_allowed_list:\s*(\S+)/m)?.[1];
  if (list === undefined) return [];
  const allowed = coreNumbers(list);
  const onlineList = read('/sys/devices/system/cpu/online')?.trim();
  if (!onlineList) return allowed; // Hidden, as some containers hide it.
  const online = coreNumbers(onlineList);
  return allowed.filter(core => online.includes(core));
}

/** The logical cores that share a physical core with this one, itself included. */
function siblingsOf(core: number, read: ReadFile = systemFile): number[] {
  const list = read(`/sys/devices/system/cpu/cpu${core}/topology/thread_siblings_list`)?.trim();
  return list ? coreNumbers(list) : [core];
}

/** The first of them. */
const siblingOf = (core: number): number => Math.min(...siblingsOf(core));

/** Whether each core of a list has a physical core to itself, among the cores that may be used. */
export function haveOwnPhysicalCores(cores: string, read: ReadFile = systemFile): boolean {
  const allowed = allowedCores(read);
  return coreNumbers(cores).every(
    core => !siblingsOf(core, read).some(one => one !== core && allowed.includes(one)),
  );
}

/**
 * Sorts the hyper-threads of one core side by side, so that a cut through the list rarely separates
 * them.
 */
const bySiblings = (cores: readonly number[]) =>
  cores.toSorted((a, b) => siblingOf(a) - siblingOf(b) || a - b);

/** Whether a command can be pinned to these cores. */
const canPin = (cores: string) => spawnSync('taskset', ['-c', cores, 'true']).status === 0;

/**
 * Splits the cores between server and clients, on Linux with two or more cores. The server has one
 * core of its own; from four cores on it has two, for its garbage collector's threads. Publisher
 * and clients share the other cores.
 */
export function splitCores(): CoreSplit {
  const count = availableParallelism();
  const cores = bySiblings(allowedCores());
  if (cores.length < 2 || !canPin(cores.join())) {
    return { server: null, clients: null, clientWorkers: Math.max(1, Math.min(4, count - 1)) };
  }
  const serverCores = cores.length >= 4 ? 2 : 1;
  return {
    server: cores.slice(0, serverCores).join(),
    clients: cores.slice(serverCores).join(),
    clientWorkers: Math.min(4, cores.length - serverCores),
  };
}
