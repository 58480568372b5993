import { groupFolders } from '../machine/control-groups.ts';
import { type ReadFile, systemFile } from '../machine/system-file.ts';

/** For how long a CPU quota has stopped each control group, in ms, by the group's folder. */
export type ThrottledMs = ReadonlyMap<string, number>;

/**
 * The time for which a quota has stopped a group, in ms, from the text of its `cpu.stat`: version 2
 * has µs, version 1 has ns. The kernel adds the times of the cores. null if the text has neither.
 */
export function throttledMs(text: string | null): number | null {
  const [, field, value] = text?.match(/^(throttled_usec|throttled_time) (\d+)$/m) ?? [];
  if (field === undefined) return null;
  return Number(value) / (field === 'throttled_usec' ? 1e3 : 1e6);
}

/** Reads it for this process's group and all groups above it, as far as the system reports it. */
export function readThrottledMs(read: ReadFile = systemFile): ThrottledMs {
  const folders = groupFolders(read('/proc/self/cgroup'), 'cpu');
  return new Map(
    folders.flatMap(folder => {
      const ms = throttledMs(read(`${folder}/cpu.stat`));
      return ms === null ? [] : [[folder, ms] as const];
    }),
  );
}

/**
 * The largest growth of any group's time between two readings, in ms. Groups may be stopped at the
 * same time, so it is the least for which this process was stopped. null if no group is in both.
 */
export function throttledBetween(before: ThrottledMs, after: ThrottledMs): number | null {
  const grownMs = [...after].flatMap(([folder, ms]) => {
    const earlierMs = before.get(folder);
    return earlierMs === undefined ? [] : [ms - earlierMs];
  });
  return grownMs.length === 0 ? null : Math.max(...grownMs);
}

/**
 * Starts to watch. The returned function tells for how long a CPU quota has stopped this process
 * since, added over the cores, in % of the time; null if the system does not report it.
 */
export function watchThrottling(): () => number | null {
  const before = readThrottledMs();
  const startMs = performance.now();
  return () => {
    const ms = throttledBetween(before, readThrottledMs());
    return ms === null ? null : (100 * ms) / (performance.now() - startMs);
  };
}
