import { platform } from 'node:os';
import type { CoreSplit } from '../machine/cores.ts';
import { killedWithParent } from '../processes/ends-with-parent.ts';
import { type EmulatedPath, emulatedNetwork } from './emulated.ts';
import { type IsolatedNetwork, isolatedNetwork } from './isolated.ts';

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
  /**
   * The same for a process in front of the server that has files to remove: it ends by itself with
   * the bench.
   */
  frontPrefix: readonly string[];
  /** Faults of the cable between server and clients; null where there is none. */
  cable: Pick<
    IsolatedNetwork,
    'cut' | 'restore' | 'changeAddress' | 'cutOff' | 'rejoin' | 'endConnections'
  > | null;
  /** The emulated path between them; null where they are neighbours. */
  path: EmulatedPath | null;
  /** Removes the network. No process may use it any more. */
  close(): Promise<void>;
}

/** Command prefix that pins a command to cores; null is all of them. */
const pinnedTo = (cores: string | null): string[] => (cores === null ? [] : ['taskset', '-c', cores]);

/**
 * Command prefix that pins a command to cores and ends it with the bench, however the bench ends.
 */
const processPrefix = (cores: string | null): string[] => [...pinnedTo(cores), ...killedWithParent()];

/** Server and clients on one host over its loopback interface, without wire counters. */
export function loopback(cores: CoreSplit, notice: string): Network {
  return {
    mode: 'loopback',
    notice,
    host: '127.0.0.1',
    wireInterface: null,
    serverPrefix: processPrefix(cores.server),
    clientPrefix: processPrefix(cores.clients),
    frontPrefix: pinnedTo(cores.server),
    cable: null,
    path: null,
    close: async () => {},
  };
}

/** A network of two namespaces, whose processes are pinned to their cores. */
function ofNamespaces(
  { host, wireInterface, enterServer, enterClients, close, ...rest }: IsolatedNetwork,
  cores: CoreSplit,
): Network {
  const { cut, restore, changeAddress, cutOff, rejoin, endConnections } = rest;
  return {
    mode: 'isolated',
    notice: null,
    host,
    wireInterface,
    serverPrefix: [...enterServer, ...processPrefix(cores.server)],
    clientPrefix: [...enterClients, ...processPrefix(cores.clients)],
    frontPrefix: [...enterServer, ...pinnedTo(cores.server)],
    cable: { cut, restore, changeAddress, cutOff, rejoin, endConnections },
    path: null,
    close,
  };
}

const onLinux = <T>(open: () => Promise<T>): Promise<T> =>
  platform() === 'linux' ? open() : Promise.reject(new Error('only Linux has network namespaces'));

/**
 * Opens the network of a run: the isolated one where the system allows it, else the loopback with a
 * notice of the reason. Rejects with one line if an explicitly requested mode is not available.
 */
export async function openNetwork(wanted: NetworkMode | null, cores: CoreSplit): Promise<Network> {
  if (wanted === 'loopback') return loopback(cores, 'the loopback was asked for');
  const opened = await onLinux(isolatedNetwork).catch((error: Error) => error);
  if (!(opened instanceof Error)) return ofNamespaces(opened, cores);
  const why = `no isolated network: ${opened.message}`;
  if (wanted === 'isolated') throw new Error(`${why}; use --network loopback instead`);
  return loopback(cores, why);
}

/**
 * Opens a network with an emulated path between server and clients. Its relay runs on the clients'
 * cores. Rejects with one line where the system does not allow it.
 */
export async function openEmulatedNetwork(cores: CoreSplit): Promise<Network> {
  const network = await onLinux(() => emulatedNetwork(processPrefix(cores.clients)));
  return { ...ofNamespaces(network, cores), path: network.path };
}
