import { readdirSync } from 'node:fs';
import { systemFile } from '../machine/system-file.ts';

/** What a process and all that it started have spent and hold; all zero where the system does not tell. */
export interface ProcessTree {
  cpuMicros: { user: number; system: number };
  /** Pages that several of them share count once for each. */
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

/** Parses /proc/<pid>/stat (proc_pid_stat(5)); the time of children that have ended counts with their parent's. */
export function parseProcess(stat: string): Process {
  // The name stands in brackets and may hold any character.
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

/** Adds up a process and all of its descendants that live now. */
export function processTree(root: number): ProcessTree {
  const sum: ProcessTree = { cpuMicros: { user: 0, system: 0 }, rssBytes: 0 };
  if (systemFile('/proc/stat') === null) return sum;
  const processes = allProcesses();
  const isOurs = (pid: number): boolean => {
    const parent = processes.get(pid)?.parent;
    return pid === root || (parent !== undefined && parent > 1 && isOurs(parent));
  };
  for (const [pid, { userTicks, systemTicks, rssPages }] of processes) {
    if (!isOurs(pid)) continue;
    sum.cpuMicros.user += userTicks * TICK_MICROS;
    sum.cpuMicros.system += systemTicks * TICK_MICROS;
    sum.rssBytes += rssPages * PAGE_BYTES;
  }
  return sum;
}
