import { spawnSync } from 'node:child_process';
import { availableParallelism, platform } from 'node:os';
import type { Environment } from './results.ts';

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

/**
 * With two cores or more on Linux the server has a core of its own (two from four cores on, for its garbage collector's
 * threads) and publisher and clients share the others.
 */
export function splitCores(): CoreSplit {
  const cores = availableParallelism();
  const canPin = platform() === 'linux' && cores >= 2 && spawnSync('taskset', ['-V']).status === 0;
  if (!canPin) return { server: null, clients: null, clientWorkers: Math.max(1, Math.min(4, cores - 1)) };
  const serverCores = cores >= 4 ? 2 : 1;
  const range = (from: number, to: number) => (from === to ? `${from}` : `${from}-${to}`);
  return {
    server: range(0, serverCores - 1),
    clients: range(serverCores, cores - 1),
    clientWorkers: Math.min(4, cores - serverCores),
  };
}
