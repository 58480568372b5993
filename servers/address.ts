import { networkInterfaces } from 'node:os';
import { authority } from '../scenarios/load/authority.ts';

/** Hosts that stand for all addresses of the machine, each with one by which it reaches itself. */
const EVERY_ADDRESS: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** A host's usual text: `0:0:0:0:0:0:0:0` is `::`. */
const usual = (host: string) => URL.parse(`http://[${host}]`)?.hostname.slice(1, -1) ?? host;

/** The addresses of a server that listens on `host`: one that this machine reaches first. */
export function addresses(host: string, port: number): [own: string, ...others: string[]] {
  const own = EVERY_ADDRESS[usual(host)];
  if (own === undefined) return [authority(host, port)];
  const others = Object.values(networkInterfaces())
    .flatMap(found => found ?? [])
    // An address of one link only needs the name of the link beside it.
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .filter(({ family }) => family === 'IPv4' || own === '::1');
  return [authority(own, port), ...others.map(({ address }) => authority(address, port))];
}
