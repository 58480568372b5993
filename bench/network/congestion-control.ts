import { spawnSync } from 'node:child_process';
import { WIRE } from './ends.ts';
import type { Network } from './network.ts';

/** Each network namespace has its own (tcp(7)). An emulated path sets another one by its routes. */
const PATH = '/proc/sys/net/ipv4/tcp_congestion_control';

/**
 * The congestion control that the kernel gives to new TCP connections on the server's side, such as
 * `cubic` or `bbr`; null where the system does not tell.
 */
export function congestionControl({ serverPrefix }: Pick<Network, 'serverPrefix'>): string | null {
  const [program, ...words] = [...serverPrefix, 'cat', PATH];
  const { status, stdout } = spawnSync(program as string, words, { encoding: 'utf8' });
  return (status === 0 && stdout.trim()) || null;
}

/**
 * The congestion control that the routes of an emulated path give to what the server's side sends,
 * as the kernel has it; null where it does not tell.
 */
export function routeCongestionControl({ serverPrefix }: Pick<Network, 'serverPrefix'>): string | null {
  const [program, ...words] = [...serverPrefix, 'ip', 'route', 'show', 'dev', WIRE];
  const { stdout } = spawnSync(program as string, words, { encoding: 'utf8' });
  return stdout?.match(/\bcongctl (?:lock )?(\S+)/)?.[1] ?? null;
}
