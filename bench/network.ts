import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, platform } from 'node:os';
import type { Environment } from './environment-schema.ts';

/** Where the processes of a trial run, and how the clients reach the server. */
export interface Network {
  mode: Environment['network'];
  /** Address that the server listens on and the clients connect to. */
  host: string;
  /** Words in front of a command that must run on the server's side, or on the clients'. */
  serverPrefix: readonly string[];
  clientPrefix: readonly string[];
}

/** Server and clients on one host, over its loopback interface: no wire counters. */
export function loopback(cores: CoreSplit): Network {
  const on = (list: string | null) => (list === null ? [] : ['taskset', '-c', list]);
  return {
    mode: 'loopback',
    host: '127.0.0.1',
    serverPrefix: on(cores.server),
    clientPrefix: on(cores.clients),
  };
}

/** Lists of cores, as taskset takes them; null where the system cannot pin or has one core only. */
export interface CoreSplit {
  server: string | null;
  clients: string | null;
  clientWorkers: number;
}

/** The cores that this process may use, by their numbers: a container or taskset may leave it any of the machine's. */
function allowedCores(): number[] {
  const list = readFileSync('/proc/self/status', 'utf8').match(/^Cpus_allowed_list:\s*(\S+)/m)?.[1] ?? '';
  return list.split(',').flatMap(range => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}

/** Whether a command can be put on these cores. */
const canPin = (cores: string) => spawnSync('taskset', ['-c', cores, 'true']).status === 0;

/**
 * With two cores or more on Linux the server has a core of its own (two from four cores on, for its garbage collector's
 * threads) and publisher and clients share the others.
 */
export function splitCores(): CoreSplit {
  const count = availableParallelism();
  const cores = platform() === 'linux' ? allowedCores() : [];
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
