import type { Environment } from '../../results/format/environment.ts';
import { systemFile } from './system-file.ts';

/**
 * The system's limits for this process; each is null where there is none or the system does not
 * report it.
 */
type Limits = Environment['limits'];

/**
 * A soft limit in the text of /proc/self/limits (proc_pid_limits(5)); null if it is unlimited or
 * missing.
 */
export function processLimit(text: string | null, name: string): number | null {
  const value = text?.match(new RegExp(`^${name}\\s+(\\d+)\\s`, 'm'))?.[1];
  return value === undefined ? null : Number(value);
}

/**
 * A limit in a file of a control group: a number, or `max`. Version 1 has a very large number for
 * no limit.
 */
function groupLimit(text: string | null | undefined): number | null {
  const value = Number(text?.trim() || Number.NaN);
  return value > 0 && value < Number.MAX_SAFE_INTEGER ? value : null;
}

/**
 * Folder of this process's control group, of version 2 or of version 1's controller (cgroups(7));
 * null if it is in neither.
 */
export function groupFolder(selfText: string | null, controller: string): string | null {
  const groups = (selfText ?? '').split('\n').map(line => line.split(':'));
  const own = groups.find(([, controllers]) => controllers?.split(',').includes(controller));
  if (own) return `/sys/fs/cgroup/${controller}${own[2]}`;
  const unified = groups.find(([id, controllers]) => id === '0' && controllers === '');
  return unified ? `/sys/fs/cgroup${unified[2]}` : null;
}

/**
 * CPU time that a group may use, in cores: from version 2's `cpu.max`, or from version 1's quota
 * and period, all in µs.
 */
export function quotaCores(max: string | null, quota: string | null, period: string | null): number | null {
  const [quotaMicros, periodMicros] = (max?.trim().split(' ') ?? [quota, period]).map(groupLimit);
  return quotaMicros != null && periodMicros != null ? quotaMicros / periodMicros : null;
}

/** Reads the limits from the system. */
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
