import { runLines } from './commands.ts';
import {
  CLIENTS_END,
  clientsPlace,
  type End,
  endConnections,
  LINK,
  SERVER_END,
  setNeighbour,
  setUpEnd,
  WIRE,
} from './ends.ts';
import { inNamespaces, type Namespace } from './namespaces.ts';
import { type Neighbours, neighboursAt } from './neighbours.ts';
import { CABLE_PROGRAMS, requirePrograms } from './programs.ts';

/** Two network namespaces connected by a virtual cable. */
export interface IsolatedNetwork extends Neighbours {
  host: string;
  wireInterface: string;
  /** Prefix of a command that must run at the server's end, or at the clients'. */
  enterServer: readonly string[];
  enterClients: readonly string[];
  /** Drops all packets in both directions, without informing either end. */
  cut(): Promise<void>;
  /** Restores the cable after a cut. */
  restore(): Promise<void>;
  /**
   * Gives the clients another address. Their connections are dead, and neither side is told.
   */
  changeAddress(): Promise<void>;
  /** Ends what is left of all TCP connections. */
  endConnections(): Promise<void>;
  close(): Promise<void>;
}

const UNKNOWN_MACS = { server: '02:00:00:00:00:98', clients: '02:00:00:00:00:99' };

async function layCable({
  server,
  clients,
}: {
  server: Namespace;
  clients: Namespace;
}): Promise<IsolatedNetwork> {
  const [enterServer, enterClients] = [server.enter, clients.enter];
  const end = (mac: string) => `${WIRE} address ${mac} ${LINK}`;
  await runLines(enterServer, [
    `ip link add ${end(SERVER_END.mac)} type veth peer name ${end(CLIENTS_END.mac)} netns ${clients.pid}`,
  ]);
  await runLines(enterServer, setUpEnd(SERVER_END, CLIENTS_END));
  await runLines(enterClients, setUpEnd(CLIENTS_END, SERVER_END));
  // With other MAC addresses the ends discard each other's packets, as on a cut cable. Taking an
  // end down would inform its own side. A new address makes the kernel forget the neighbour
  // entry, so it is set again. Otherwise the kernel would look the new address up and find it.
  const address = async (ownServerMac: string, ownClientsMac: string) => {
    const set = (mac: string, peer: End) => [`ip link set ${WIRE} address ${mac}`, setNeighbour(peer)];
    await runLines(enterServer, set(ownServerMac, CLIENTS_END));
    await runLines(enterClients, set(ownClientsMac, SERVER_END));
  };
  return {
    host: SERVER_END.addresses[0],
    wireInterface: WIRE,
    enterServer,
    enterClients,
    cut: () => address(UNKNOWN_MACS.server, UNKNOWN_MACS.clients),
    restore: () => address(SERVER_END.mac, CLIENTS_END.mac),
    changeAddress: clientsPlace(enterClients).move,
    ...neighboursAt(enterServer),
    endConnections: () => endConnections([enterServer, enterClients]),
    close: async () => void (await Promise.all([server.release(), clients.release()])),
  };
}

/**
 * Makes the two namespaces and the cable. Rejects with one line if neither root nor a user
 * namespace allows it, or if a program is missing.
 */
export async function isolatedNetwork(): Promise<IsolatedNetwork> {
  requirePrograms(CABLE_PROGRAMS);
  return inNamespaces(['server', 'clients'], layCable);
}
