import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../root.ts';
import type { Topology } from '../../scenarios/load/topology.ts';
import { PROXY_PROGRAMS } from './programs.ts';

/** The port on which each file of deploy/ listens, and that of the server behind it. */
const FRONT_PORT = '8000';
const SERVER_PORT = '8080';

/** Replaces a number that stands once or more in a text. Throws if it does not. */
function replaced(text: string, from: string, to: number, file: string): string {
  const all = new RegExp(`\\b${from}\\b`, 'g');
  if (!all.test(text)) throw new Error(`deploy/${file} does not name port ${from}`);
  return text.replace(all, `${to}`);
}

/** The text of a file of deploy/ for other ports: the lab runs what its readers copy. */
export function configurationOf(
  { proxy, configuration = 'tuned' }: Topology,
  ports: { front: number; server: number },
): string {
  const { file } = PROXY_PROGRAMS[proxy];
  const name = configuration === 'tuned' ? file : `minimal/${file}`;
  // A comment may name a port of its own.
  const text = readFileSync(join(ROOT, 'deploy', name), 'utf8').replace(/^\s*#.*$/gm, '');
  return replaced(replaced(text, FRONT_PORT, ports.front, name), SERVER_PORT, ports.server, name);
}

/**
 * Writes the configuration of a proxy into a folder of its own, and returns the arguments that
 * start it there.
 */
export function writeConfiguration(
  topology: Topology,
  ports: { front: number; server: number },
  folder: string,
): readonly string[] {
  const { file, argsOf, around = (text: string) => text } = PROXY_PROGRAMS[topology.proxy];
  const path = join(folder, file);
  writeFileSync(path, around(configurationOf(topology, ports), folder));
  return argsOf(path, folder);
}
