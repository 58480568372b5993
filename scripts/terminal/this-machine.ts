import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';

const isLoopback = (address: string) => address.startsWith('127.') || address === '::1';

/**
 * Whether a host is this machine, so that its stamps are of the same clock. False if its name has
 * no address.
 */
export async function isThisMachine(host: string): Promise<boolean> {
  const own = new Set(
    Object.values(networkInterfaces()).flatMap(found => (found ?? []).map(({ address }) => address)),
  );
  const found = await lookup(host, { all: true }).catch(() => []);
  return found.length > 0 && found.every(({ address }) => isLoopback(address) || own.has(address));
}
