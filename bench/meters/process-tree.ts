import { readdirSync } from 'node:fs';
import { systemFile } from '../machine/system-file.ts';

/**
 * CPU time and memory of a process and all its descendants; all zero where the system does not
 * report them.
 */
export interface ProcessTree {
  cpuMicros: { user: number; system: number };
  /** Pages shared by several processes count once for each. */
  rssBytes: number;
}

/** Units of /proc/<pid>/stat on every Linux that Node runs on. */
const TICK_MICROS = 10_000;
const PAGE_BYTES = 4096;

interface Process {
  parent: number;
  userTicks: number;
  systemTicks: number;
  rssPages: number;
}

/**
 * Parses /proc/<pid>/stat (proc_pid_stat(5)). The time of children that have ended counts with
 * their parent's.
 */
export function parseProcess(stat: string): Process {
  // The name is in brackets and may contain any character.
  const [, parent = 0, ...rest] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [userTicks = 0, systemTicks = 0, endedUserTicks = 0, endedSystemTicks = 0] = rest.slice(9);
  return {
    parent,
    userTicks: userTicks + endedUserTicks,
    systemTicks: systemTicks + endedSystemTicks,
    rssPages: rest[19] ?? 0,
  };
}

function allProcesses(): Map<number, Process> {
  const processes = new Map<number, Process>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? systemFile(`/proc/${name}/stat`) : null;
    if (stat !== null) processes.set(Number(name), parseProcess(stat));
  }
  return processes;
}

/** Adds up a process and all its living descendants. */
export function processTree(root: number): ProcessTree {
  const sum: ProcessTree = { cpuMicros: { user: 0, system: 0 }, rssBytes: 0 };
  if (systemFile('/proc/stat') === null) return sum;
  const processes = allProcesses();
  const isInTree = (pid: number): boolean => {
    const parent = processes.get(pid)?.parent;
    return pid === root || (parent !== undefined && parent > 1 && isInTree(parent));
  };
  for (const [pid, { userTicks, systemTicks, rssPages }] of processes) {
    if (!isInTree(pid)) continue;
    sum.cpuMicros.user += userTicks * TICK_MICROS;
    sum.cpuMicros.system += systemTicks * TICK_MICROS;
    sum.rssBytes += rssPages * PAGE_BYTES;
  }
  return sum;
}
