import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { Network } from '../../bench/network/network.ts';

/** Whether tcpdump is installed. */
export const hasTcpdump = spawnSync('tcpdump', ['--version']).status === 0;

/**
 * Captures what passes the cable of an isolated network, from when it resolves, into a file of
 * libpcap's format; of each packet so many first bytes, or all. Returns the function that ends it.
 */
export async function startCapture(
  { serverPrefix }: Network,
  file: string,
  keptBytes = 0,
): Promise<() => Promise<void>> {
  const options = ['-i', 'wire', '-s', `${keptBytes}`, '-U', '--immediate-mode', '-Z', 'root', '-w', file];
  const [program, ...words] = [...serverPrefix, 'tcpdump', ...options] as [string, ...string[]];
  const capture = spawn(program, words, { stdio: ['ignore', 'ignore', 'pipe'] });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    capture.stderr.on('data', text => {
      said += text;
      if (said.includes('listening on')) resolve();
    });
    capture.once('exit', () => reject(new Error(`tcpdump ended: ${said}`)));
  });
  return async () => {
    const ended = once(capture, 'exit');
    capture.kill('SIGINT');
    await ended;
  };
}
