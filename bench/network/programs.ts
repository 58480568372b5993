import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What the networks are made with, and the Debian package of each program. */
const DEBIAN_PACKAGES = {
  unshare: 'util-linux',
  nsenter: 'util-linux',
  setpriv: 'util-linux',
  ip: 'iproute2',
  ss: 'iproute2',
} as const;
export type Program = keyof typeof DEBIAN_PACKAGES;

/** For two namespaces with a cable. */
export const CABLE_PROGRAMS: readonly Program[] = ['unshare', 'nsenter', 'ip'];
/**
 * With a relay between them: `setpriv` ends it with the bench, and `ss` the connections of a trial.
 */
export const PATH_PROGRAMS: readonly Program[] = [...CABLE_PROGRAMS, 'setpriv', 'ss'];

function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some(folder => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Throws one line that names each program that is missing, with its Debian package. */
export function requirePrograms(programs: readonly Program[]): void {
  const missing = programs.filter(program => !isInstalled(program));
  if (missing.length === 0) return;
  const clauses = [...new Set(missing.map(program => DEBIAN_PACKAGES[program]))].map(name => {
    const its = missing.filter(program => DEBIAN_PACKAGES[program] === name);
    return `${its.join(', ')} not installed (Debian package ${name})`;
  });
  throw new Error(clauses.join('; '));
}
