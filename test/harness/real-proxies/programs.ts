import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** A proxy program, and how the tests start it. */
export interface ProxyProgram {
  name: string;
  /** The commands that the tests need, each with arguments that only ask for its version. */
  needs: Record<string, readonly string[]>;
  /** Its configuration, a file of this folder. */
  configuration: string;
  /** The command in the foreground, with the filled-in configuration and a folder for its files. */
  command: (configuration: string, folder: string) => readonly [string, ...string[]];
  /** Makes the files that the configuration names. */
  prepare?: (folder: string) => void;
}

/** Servers' programs are often where only root's PATH leads. */
export const PROXY_ENVIRONMENT = {
  ...process.env,
  PATH: `${process.env.PATH}:/usr/local/sbin:/usr/sbin:/sbin`,
};

/** Writes a certificate for 127.0.0.1, cert.pem, and its key, key.pem. */
function makeCertificate(folder: string): void {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
  execFileSync('openssl', ['req', '-x509', ...key, ...names, ...files], { stdio: 'pipe' });
}

export const nginx: ProxyProgram = {
  name: 'nginx',
  needs: { nginx: ['-v'], openssl: ['version'] },
  configuration: 'nginx.conf',
  command: (configuration, folder) => ['nginx', '-p', folder, '-e', 'stderr', '-c', configuration],
  prepare: makeCertificate,
};

export const haproxy: ProxyProgram = {
  name: 'HAProxy',
  needs: { haproxy: ['-v'] },
  configuration: 'haproxy.cfg',
  command: configuration => ['haproxy', '-db', '-f', configuration],
};

export const caddy: ProxyProgram = {
  name: 'Caddy',
  needs: { caddy: ['version'] },
  configuration: 'Caddyfile',
  command: configuration => ['caddy', 'run', '--adapter', 'caddyfile', '--config', configuration],
};

const isThere = (command: string, args: readonly string[]) =>
  spawnSync(command, args, { env: PROXY_ENVIRONMENT }).status === 0;

/**
 * Whether the tests of a proxy are left out, and their title: its name, and what is missing if they
 * are.
 */
export function available({ name, needs }: ProxyProgram): { isMissing: boolean; title: string } {
  const missing = Object.entries(needs).flatMap(([command, args]) =>
    isThere(command, args) ? [] : [command],
  );
  const isMissing = missing.length > 0;
  return { isMissing, title: isMissing ? `${name} (not installed: ${missing.join(', ')})` : name };
}
