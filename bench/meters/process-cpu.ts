import { readdirSync, readFileSync } from 'node:fs';

/**
 * CPU time in µs that all threads of a process have used so far. The scheduler counts it in
 * nanoseconds (/proc/PID/task/TID/schedstat). null where the system does not report it.
 */
export function processCpuMicros(pid: number): number | null {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const nanoseconds = threads.map(thread =>
      Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
    );
    return nanoseconds.reduce((sum, one) => sum + one, 0) / 1000;
  } catch {
    return null; // Not Linux, or the process has ended.
  }
}
