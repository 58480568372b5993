import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer, type ListenOptions, type Server, type ServerOpts } from 'node:net';

/** Codes of an address that this machine does not have, such as `::1` where IPv6 is off. */
const MISSING = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'];

/**
 * All addresses of a host, IPv4 first; an address is its own. `localhost` is 127.0.0.1 and `::1` on
 * most machines, and a client tries either. Rejects where the name is unknown.
 */
export async function addressesOf(host: string): Promise<[first: string, ...others: string[]]> {
  const found = await lookup(host, { all: true, order: 'ipv4first' });
  const [first, ...others] = new Set(found.map(({ address }) => address));
  return [first as string, ...others];
}

/**
 * Listens on further addresses for a server that already listens. It is given each connection, and
 * treats it as its own. An address that the machine does not have is left out. Returns the function
 * that ends the listening, and resolves when the connections have ended, too. Rejects where an
 * address is taken.
 */
export async function listenAlso(
  server: Server,
  hosts: readonly string[],
  options: ListenOptions & ServerOpts,
): Promise<() => Promise<void>> {
  const listeners: Server[] = [];
  async function close(): Promise<void> {
    await Promise.all(listeners.map(listener => new Promise(resolve => listener.close(resolve))));
  }
  for (const host of hosts) {
    const listener = createServer(options, socket => server.emit('connection', socket));
    try {
      listener.listen({ ...options, host });
      await once(listener, 'listening');
      listeners.push(listener);
    } catch (error) {
      if (MISSING.includes((error as NodeJS.ErrnoException).code ?? '')) continue;
      await close();
      throw error;
    }
  }
  return close;
}
