import { spawnSync } from 'node:child_process';

const PREFIX = ['setpriv', '--pdeathsig', 'KILL', '--'];

/**
 * Command prefix that ends a command with this process, however this process ends; empty where the
 * system has no such tool. The kernel does it, because a stopped or busy process would not notice
 * by itself.
 */
export const killedWithParent = (): readonly string[] =>
  spawnSync('setpriv', [...PREFIX.slice(1), 'true']).status === 0 ? PREFIX : [];
