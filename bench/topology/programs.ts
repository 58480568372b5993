import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ROOT } from '../../root.ts';
import type { ProxyName, Storage } from '../../scenarios/load/topology.ts';
import { Unavailable } from '../processes/unavailable.ts';

/** Where `npm run tools:install` puts programs. */
export const TOOLS_FOLDER = join(ROOT, '.tools', 'bin');

/** Those of servers are often where only root's PATH leads. */
const FURTHER_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** A program in front of a server: how it is found, asked for its version, and started. */
export interface ProxyProgram {
  /** Its command, and the arguments that have it print its version. */
  command: string;
  askVersion: readonly string[];
  /** Its file in deploy/ and in deploy/minimal/. */
  file: string;
  /** What installs it. */
  install: string;
  /**
   * Its arguments in the foreground on one core, with the filled-in configuration and a folder for
   * its own files.
   */
  argsOf(configuration: string, folder: string): readonly string[];
  /** The configuration around the one of deploy/, where that is only a part. */
  around?(configuration: string, folder: string): string;
}

/** nginx’s own settings: one worker for one core, and no files outside a folder. */
const aroundNginx = (configuration: string, folder: string): string => `daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr;
events { worker_connections 16384; }
http {
access_log off;
${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(name => `${name}_temp_path ${folder}/${name};`).join('\n')}
${configuration}
}
`;

export const PROXY_PROGRAMS: Record<ProxyName, ProxyProgram> = {
  nginx: {
    command: 'nginx',
    askVersion: ['-v'],
    file: 'nginx.conf',
    install: 'Debian package nginx-light, or npm run tools:install',
    argsOf: (configuration, folder) => ['-p', folder, '-e', 'stderr', '-c', configuration],
    around: aroundNginx,
  },
  haproxy: {
    command: 'haproxy',
    askVersion: ['-v'],
    file: 'haproxy.cfg',
    install: 'Debian package haproxy',
    argsOf: configuration => ['-db', '-f', configuration],
  },
  caddy: {
    command: 'caddy',
    askVersion: ['version'],
    file: 'Caddyfile',
    install: 'Debian package caddy, or npm run tools:install',
    argsOf: configuration => ['run', '--adapter', 'caddyfile', '--config', configuration],
  },
  envoy: {
    command: 'envoy',
    askVersion: ['--version'],
    file: 'envoy.yaml',
    install: 'npm run tools:install',
    argsOf: configuration => [
      ...['-c', configuration, '--concurrency', '1'],
      ...['--disable-hot-restart', '--log-level', 'error'],
    ],
  },
};

/** A program of this machine. */
export interface FoundProgram {
  path: string;
  version: string;
}

/** The first of the folders of PATH and of this project that has a program; null without one. */
function pathOf(command: string): string | null {
  const folders = [TOOLS_FOLDER, ...(process.env.PATH ?? '').split(delimiter), ...FURTHER_FOLDERS];
  return folders.map(folder => join(folder, command)).find(path => existsSync(path)) ?? null;
}

/**
 * Finds the first of these programs and asks it for its version. Throws Unavailable, with what
 * installs it, where there is none or it does not start.
 */
function findProgram(
  commands: readonly [string, ...string[]],
  askVersion: readonly string[],
  install: string,
): FoundProgram {
  const path = commands.map(pathOf).find(found => found !== null);
  if (!path) throw new Unavailable(`${commands[0]} is not installed (${install})`);
  const { status, stdout, stderr } = spawnSync(path, askVersion, { encoding: 'utf8' });
  const [version] = /\d+\.\d+\.\d+/.exec(`${stdout}${stderr}`) ?? [];
  if (status !== 0 || version === undefined) {
    throw new Unavailable(`${path} does not report its version (${install})`);
  }
  return { path, version };
}

/** Finds a proxy. Throws Unavailable like `findProgram`. */
export function findProxy(proxy: ProxyName): FoundProgram {
  const { command, askVersion, install } = PROXY_PROGRAMS[proxy];
  return findProgram([command], askVersion, install);
}

/** Finds Valkey, or Redis in its place. Throws Unavailable like `findProgram`. */
export const findValkey = (): FoundProgram =>
  findProgram(
    ['valkey-server', 'redis-server'],
    ['--version'],
    'Debian package redis-server, or npm run tools:install',
  );

/**
 * In memory, what is killed is lost. On the disk each write is there before it is acknowledged.
 */
const KEPT: Record<Storage, readonly string[]> = {
  memory: ['--appendonly', 'no'],
  disk: ['--appendonly', 'yes', '--appendfsync', 'always'],
};

/** Its arguments, with a folder for what it stores. */
export const valkeyArgs = (
  host: string,
  port: number,
  storage: Storage,
  folder: string,
): readonly string[] => [
  ...['--bind', host, '--port', `${port}`, '--dir', folder],
  ...['--save', '', '--daemonize', 'no', ...KEPT[storage]],
];
