import type { Environment } from '../../results/format/environment.ts';
import { systemFile } from './system-file.ts';

/** What the system allows this process; each null where it sets no limit or does not tell. */
type Limits = Environment['limits'];

/** A soft limit in the text of /proc/self/limits (proc_pid_limits(5)); null where it is unlimited or not in it. */
export function processLimit(text: string | null, name: string): number | null {
  const value = text?.match(new RegExp(`^${name}\\s+(\\d+)\\s`, 'm'))?.[1];
  return value === undefined ? null : Number(value);
}

/** A limit that a control group has in a file: a number, or `max`, or, in version 1, a number that means none. */
function groupLimit(text: string | null | undefined): number | null {
  const value = Number(text?.trim() || Number.NaN);
  return value > 0 && value < Number.MAX_SAFE_INTEGER ? value : null;
}

/** Folder of this process's control group, of version 2 or of version 1's controller (cgroups(7)); null in neither. */
export function groupFolder(selfText: string | null, controller: string): string | null {
  const groups = (selfText ?? '').split('\n').map(line => line.split(':'));
  const own = groups.find(([, controllers]) => controllers?.split(',').includes(controller));
  if (own) return `/sys/fs/cgroup/${controller}${own[2]}`;
  const unified = groups.find(([id, controllers]) => id === '0' && controllers === '');
  return unified ? `/sys/fs/cgroup${unified[2]}` : null;
}

/** Cores' worth of CPU time that a group may use: of version 2's `cpu.max`, or of version 1's quota and period, all in µs. */
export function quotaCores(max: string | null, quota: string | null, period: string | null): number | null {
  const [quotaMicros, periodMicros] = (max?.trim().split(' ') ?? [quota, period]).map(groupLimit);
  return quotaMicros != null && periodMicros != null ? quotaMicros / periodMicros : null;
}

/** Reads them from the system. */
export function describeLimits(): Limits {
  const own = systemFile('/proc/self/limits');
  const group = systemFile('/proc/self/cgroup');
  const read = (controller: string, file: string) => {
    const folder = groupFolder(group, controller);
    return folder === null ? null : systemFile(`${folder}/${file}`);
  };
  return {
    openFiles: processLimit(own, 'Max open files'),
    processes: processLimit(own, 'Max processes'),
    quotaCores: quotaCores(
      read('cpu', 'cpu.max'),
      read('cpu', 'cpu.cfs_quota_us'),
      read('cpu', 'cpu.cfs_period_us'),
    ),
    memoryBytes: groupLimit(read('memory', 'memory.max') ?? read('memory', 'memory.limit_in_bytes')),
  };
}
