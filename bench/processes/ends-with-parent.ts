import { spawnSync } from 'node:child_process';

const WORDS = ['setpriv', '--pdeathsig', 'KILL', '--'];

/**
 * Words in front of a command that end it with this process, however this one ends; none where the system has none. It is the kernel
 * that does it: a process that is stopped or busy would not notice by itself.
 */
export const killedWithParent = (): readonly string[] =>
  spawnSync('setpriv', [...WORDS.slice(1), 'true']).status === 0 ? WORDS : [];
