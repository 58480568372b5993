import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { groupFolders } from '../../bench/machine/control-groups.ts';

const PERIOD_MICROS = 100_000;

/** A control group with a CPU quota, and a group without one in it. Disposing removes both. */
export interface QuotaGroup extends AsyncDisposable {
  /** Prefix of a command that then runs in the inner group, with all its children. */
  prefix: string[];
}

const pidsIn = (folder: string): number[] =>
  readFileSync(join(folder, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean).map(Number);

function setQuota(folder: string, quotaMicros: number): void {
  const isUnified = existsSync(join(folder, 'cgroup.controllers'));
  const settings = isUnified
    ? { 'cpu.max': `${quotaMicros} ${PERIOD_MICROS}` }
    : { 'cpu.cfs_period_us': `${PERIOD_MICROS}`, 'cpu.cfs_quota_us': `${quotaMicros}` };
  for (const [file, text] of Object.entries(settings)) writeFileSync(join(folder, file), text);
}

/** Ends all processes in a group, which may start others meanwhile, and removes it. */
async function removeGroup(folder: string): Promise<void> {
  for (let pids = pidsIn(folder); pids.length > 0; pids = pidsIn(folder)) {
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has just ended.
      }
    }
    await sleep(10);
  }
  rmdirSync(folder);
}

let made = 0;

/**
 * Makes a group with a quota of this many cores below the topmost group, and one in it. Throws
 * where there is no CPU controller, or where this process may not use it.
 */
export function openQuotaGroup(cores: number): QuotaGroup {
  const top = groupFolders(readFileSync('/proc/self/cgroup', 'utf8'), 'cpu').at(-1);
  if (top === undefined) throw new Error('no control group of a CPU controller');
  made += 1;
  const outer = join(top, `pushlab-quota-${process.pid}-${made}`);
  const inner = join(outer, 'inner');
  mkdirSync(outer);
  try {
    setQuota(outer, cores * PERIOD_MICROS);
    mkdirSync(inner);
  } catch (error) {
    rmdirSync(outer);
    throw error;
  }
  return {
    prefix: ['sh', '-c', 'echo $$ > "$0/cgroup.procs" && exec "$@"', inner],
    async [Symbol.asyncDispose]() {
      await removeGroup(inner);
      await removeGroup(outer);
    },
  };
}
