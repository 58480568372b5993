import { platform } from 'node:os';
import type { CoreSplit } from '../machine/cores.ts';
import { killedWithParent } from '../processes/ends-with-parent.ts';
import { isolatedNetwork } from './isolated.ts';

export const NETWORK_MODES = ['isolated', 'loopback'] as const;
export type NetworkMode = (typeof NETWORK_MODES)[number];

/** Where the processes of a trial run, and how the clients reach the server. */
export interface Network {
  mode: NetworkMode;
  /** Why it is not the isolated one; null when it is. */
  notice: string | null;
  /** Address that the server listens on and the clients connect to. */
  host: string;
  /** The server's interface whose counters are the wire's; null where other traffic passes it too. */
  wireInterface: string | null;
  /** Words in front of a command that must run on the server's side, or on the clients'. */
  serverPrefix: readonly string[];
  clientPrefix: readonly string[];
  /** Cuts the cable between server and clients, and mends it; null where there is none. */
  cable: { cut(): Promise<void>; restore(): Promise<void> } | null;
  /** Takes it down. Nothing may run in it any more. */
  close(): Promise<void>;
}

/** Words that put a command on some cores, and end it with the bench, however the bench ends. */
const placed = (cores: string | null): string[] => [
  ...(cores === null ? [] : ['taskset', '-c', cores]),
  ...killedWithParent(),
];

/** Server and clients on one host, over its loopback interface: no wire counters. */
export function loopback(cores: CoreSplit, notice: string): Network {
  return {
    mode: 'loopback',
    notice,
    host: '127.0.0.1',
    wireInterface: null,
    serverPrefix: placed(cores.server),
    clientPrefix: placed(cores.clients),
    cable: null,
    close: async () => {},
  };
}

/**
 * Opens the network of a run: the isolated one where the system allows it, else the loopback with a notice that says why.
 * A mode that is asked for is given or refused, by a rejection of one line.
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
      serverPrefix: [...enterServer, ...placed(cores.server)],
      clientPrefix: [...enterClients, ...placed(cores.clients)],
      cable: { cut, restore },
      close,
    };
  }
  const why = `no isolated network: ${reason.message}`;
  if (wanted === 'isolated') throw new Error(`${why}; --network loopback does without`);
  return loopback(cores, why);
}
