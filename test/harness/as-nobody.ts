import { spawnSync } from 'node:child_process';

const asNobody = ['setpriv', '--reuid', '65534', '--clear-groups'];

/** Whether this process may become a user without rights, and such a user make namespaces. */
export const usersMay =
  process.getuid?.() === 0 &&
  spawnSync('setpriv', [...asNobody.slice(1), 'unshare', '--user', '--map-root-user', '--net', 'true'])
    .status === 0;

/** Runs a module as a user without rights, to its end. */
export function runAsNobody(script: string): { stdout: string; stderr: string } {
  return spawnSync(
    asNobody[0] as string,
    [...asNobody.slice(1), process.execPath, '--no-warnings', '--input-type=module', '-e', script],
    { encoding: 'utf8' },
  );
}
