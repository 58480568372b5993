import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../root.ts';
import type { Configuration, ProxyName } from '../../scenarios/load/topology.ts';
import { PROXY_PROGRAMS } from './programs.ts';

/** The port on which each file of deploy/ listens, and that of the server behind it. */
const FRONT_PORT = '8000';
const SERVER_PORT = '8080';

/** What of a topology says which file it is. */
export type ConfiguredProxy = { proxy: ProxyName; configuration: Configuration };

/** Its own port, and those of the servers behind it. */
export interface Ports {
  front: number;
  servers: readonly number[];
}

const named = (port: string): RegExp => new RegExp(`\\b${port}\\b`, 'g');

/**
 * The text of a file of deploy/ for other ports: the lab runs what its readers copy. A line that
 * names the server’s port is repeated for each further server. Throws if it names one of the two
 * ports nowhere.
 */
export function configurationOf(
  { proxy, configuration }: ConfiguredProxy,
  { front, servers }: Ports,
): string {
  const { file } = PROXY_PROGRAMS[proxy];
  const name = configuration === 'tuned' ? file : `minimal/${file}`;
  // A comment may name a port of its own.
  const text = readFileSync(join(ROOT, 'deploy', name), 'utf8').replace(/^\s*#.*$/gm, '');
  for (const port of [FRONT_PORT, SERVER_PORT]) {
    if (!named(port).test(text)) throw new Error(`deploy/${name} does not name port ${port}`);
  }
  return text
    .replace(named(FRONT_PORT), `${front}`)
    .split('\n')
    .flatMap(line =>
      named(SERVER_PORT).test(line)
        ? servers.map(port => line.replace(named(SERVER_PORT), `${port}`))
        : [line],
    )
    .join('\n');
}

/**
 * Writes the configuration of a proxy into a folder of its own, and returns the arguments that
 * start it there.
 */
export function writeConfiguration(proxy: ConfiguredProxy, ports: Ports, folder: string): readonly string[] {
  const { file, argsOf, around = (text: string) => text } = PROXY_PROGRAMS[proxy.proxy];
  const path = join(folder, file);
  writeFileSync(path, around(configurationOf(proxy, ports), folder));
  return argsOf(path, folder);
}
