import type { Environment } from '../../results/format/environment.ts';
import { groupFolders } from './control-groups.ts';
import { type ReadFile, systemFile } from './system-file.ts';

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
 * CPU time that a group may use, in cores: from version 2's `cpu.max`, or from version 1's quota
 * and period, all in µs.
 */
export function quotaCores(max: string | null, quota: string | null, period: string | null): number | null {
  const [quotaMicros, periodMicros] = (max?.trim().split(' ') ?? [quota, period]).map(groupLimit);
  return quotaMicros != null && periodMicros != null ? quotaMicros / periodMicros : null;
}

/** The least of these limits, which is the one that applies; null if there is none. */
function tightest(limits: readonly (number | null)[]): number | null {
  const set = limits.filter(limit => limit !== null);
  return set.length === 0 ? null : Math.min(...set);
}

/**
 * Reads the limits from the system. Of the control group and all groups above it, the tightest
 * limit applies.
 */
export function describeLimits(read: ReadFile = systemFile): Limits {
  const own = read('/proc/self/limits');
  const groups = read('/proc/self/cgroup');
  const limitOf = (controller: string, ofGroup: (folder: string) => number | null) =>
    tightest(groupFolders(groups, controller).map(ofGroup));
  return {
    openFiles: processLimit(own, 'Max open files'),
    processes: processLimit(own, 'Max processes'),
    quotaCores: limitOf('cpu', folder =>
      quotaCores(
        read(`${folder}/cpu.max`),
        read(`${folder}/cpu.cfs_quota_us`),
        read(`${folder}/cpu.cfs_period_us`),
      ),
    ),
    memoryBytes: limitOf('memory', folder =>
      groupLimit(read(`${folder}/memory.max`) ?? read(`${folder}/memory.limit_in_bytes`)),
    ),
  };
}

/** A new network namespace has this range, whatever the host's is. */
const USUAL_PORTS = 60_999 - 32_768 + 1;

/**
 * From how many ports clients may connect to one address: of the host, or of a new network
 * namespace if that has fewer. Null where the system does not report it.
 */
export function clientPorts(read: ReadFile = systemFile): number | null {
  const [from, to] = read('/proc/sys/net/ipv4/ip_local_port_range')?.trim().split(/\s+/).map(Number) ?? [];
  return from === undefined || to === undefined ? null : Math.min(to - from + 1, USUAL_PORTS);
}
