import { platform } from 'node:os';
import type { CoreSplit } from '../machine/cores.ts';
import { killedWithParent } from '../processes/ends-with-parent.ts';
import { isolatedNetwork } from './isolated.ts';

export const NETWORK_MODES = ['isolated', 'loopback'] as const;
export type NetworkMode = (typeof NETWORK_MODES)[number];

/** Where the processes of a trial run, and how the clients reach the server. */
export interface Network {
  mode: NetworkMode;
  /** Why it is not the isolated network; null if it is. */
  notice: string | null;
  /** Address that the server listens on and the clients connect to. */
  host: string;
  /**
   * The server's interface, whose counters are those of the wire; null if other traffic passes it
   * too.
   */
  wireInterface: string | null;
  /** Prefix of a command that must run on the server's side, or on the clients'. */
  serverPrefix: readonly string[];
  clientPrefix: readonly string[];
  /** Cuts and restores the cable between server and clients; null where there is none. */
  cable: { cut(): Promise<void>; restore(): Promise<void> } | null;
  /** Removes the network. No process may use it any more. */
  close(): Promise<void>;
}

/**
 * Command prefix that pins a command to cores and ends it with the bench, however the bench ends.
 */
const processPrefix = (cores: string | null): string[] => [
  ...(cores === null ? [] : ['taskset', '-c', cores]),
  ...killedWithParent(),
];

/** Server and clients on one host over its loopback interface, without wire counters. */
export function loopback(cores: CoreSplit, notice: string): Network {
  return {
    mode: 'loopback',
    notice,
    host: '127.0.0.1',
    wireInterface: null,
    serverPrefix: processPrefix(cores.server),
    clientPrefix: processPrefix(cores.clients),
    cable: null,
    close: async () => {},
  };
}

/**
 * Opens the network of a run: the isolated one where the system allows it, else the loopback with a
 * notice of the reason. Rejects with one line if an explicitly requested mode is not available.
 */
export async function openNetwork(wanted: NetworkMode | null, cores: CoreSplit): Promise<Network> {
  if (wanted === 'loopback') return loopback(cores, 'the loopback was asked for');
  const reason = await (platform() === 'linux'
    ? isolatedNetwork()
    : Promise.reject(new Error('only Linux has network namespaces'))
  ).catch((error: Error) => error);
  if (!(reason instanceof Error)) {
    const { host, wireInterface, enterServer, enterClients, cut, restore, close } = reason;
    return {
      mode: 'isolated',
      notice: null,
      host,
      wireInterface,
      serverPrefix: [...enterServer, ...processPrefix(cores.server)],
      clientPrefix: [...enterClients, ...processPrefix(cores.clients)],
      cable: { cut, restore },
      close,
    };
  }
  const why = `no isolated network: ${reason.message}`;
  if (wanted === 'isolated') throw new Error(`${why}; use --network loopback instead`);
  return loopback(cores, why);
}
