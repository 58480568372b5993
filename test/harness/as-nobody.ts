import { spawnSync } from 'node:child_process';

const asNobody = ['setpriv', '--reuid', '65534', '--clear-groups'];

/** Whether this process may become a user without rights, and such a user make namespaces. */
export const usersMay =
  process.getuid?.() === 0 &&
  spawnSync('setpriv', [...asNobody.slice(1), 'unshare', '--user', '--map-root-user', '--net', 'true'])
    .status === 0;

type Ran = { stdout: string; stderr: string };

const run = ([file, ...words]: readonly string[], script: string): Ran =>
  spawnSync(
    file as string,
    [...words, process.execPath, '--no-warnings', '--input-type=module', '-e', script],
    { encoding: 'utf8' },
  );

/** Runs a module as a user without rights, to its end. */
export const runAsNobody = (script: string): Ran => run(asNobody, script);

/**
 * Runs a module as the owner of root's files, but with no capability except the one that Linux asks
 * for before such an owner may be root in a user namespace, to its end. Where a device is root's
 * alone, this is the user without rights who may open it.
 */
export const runWithoutCapabilities = (script: string): Ran =>
  run(['setpriv', '--bounding-set=-all,+setfcap', '--inh-caps=-all'], script);
