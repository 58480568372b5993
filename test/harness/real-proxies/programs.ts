import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findProxy, PROXY_PROGRAMS } from '../../../bench/topology/programs.ts';
import type { ProxyName } from '../../../scenarios/load/topology.ts';
import { PROXY_NAMES } from '../../../scenarios/load/topology-words.ts';

/** A proxy program, and how the tests start it. */
export interface TestedProxy {
  proxy: ProxyName;
  /** Its configuration, a file of this folder. */
  configuration: string;
  /** What else the tests need, and the arguments that only ask for its version. */
  needs?: Record<string, readonly string[]>;
  /** Makes the files that the configuration names. */
  prepare?: (folder: string) => void;
}

/** Writes a certificate for 127.0.0.1, cert.pem, and its key, key.pem. */
function makeCertificate(folder: string): void {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
  execFileSync('openssl', ['req', '-x509', ...key, ...names, ...files], { stdio: 'pipe' });
}

export const nginx: TestedProxy = {
  proxy: 'nginx',
  configuration: 'nginx.conf',
  needs: { openssl: ['version'] },
  prepare: makeCertificate,
};
export const haproxy: TestedProxy = { proxy: 'haproxy', configuration: 'haproxy.cfg' };
export const caddy: TestedProxy = { proxy: 'caddy', configuration: 'Caddyfile' };

/** The path of its program, and its arguments in the foreground. */
export const commandOf = ({ proxy }: TestedProxy, configuration: string, folder: string) => ({
  path: findProxy(proxy).path,
  args: PROXY_PROGRAMS[proxy].argsOf(configuration, folder),
});

/** What of it is not installed; null if all is. */
function missing({ proxy, needs = {} }: TestedProxy): string | null {
  try {
    findProxy(proxy);
  } catch (error) {
    return (error as Error).message;
  }
  const others = Object.entries(needs).filter(([command, args]) => spawnSync(command, args).status !== 0);
  return others.length === 0 ? null : others.map(([command]) => `${command} is not installed`).join(', ');
}

/**
 * Whether the tests of a proxy are left out, and their title: its name, and what is missing if they
 * are.
 */
export function available(tested: TestedProxy): { isMissing: boolean; title: string } {
  const [name, why] = [PROXY_NAMES[tested.proxy], missing(tested)];
  return { isMissing: why !== null, title: why === null ? name : `${name} (${why})` };
}
