import { readFileSync } from 'node:fs';
import { CLIENT_INTERVAL_MS } from './loop-delay.ts';
import { processCpuMicros } from './process-cpu.ts';
import { measureProcess, type ProcessLoad } from './process-meter.ts';
import type { Window } from './window.ts';

/**
 * Memory that a process has in RAM, in bytes. Throws if the system does not report it or the
 * process does not exist.
 */
export function processRssBytes(pid: number): number {
  const kib = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+) kB$/m)?.[1];
  if (kib === undefined) throw new Error(`the system does not report the memory of process ${pid}`);
  return Number(kib) * 1024;
}

/**
 * Meters another process over a window, from outside. CPU time and memory are that process's own.
 * Timer lateness is that of the calling process, which shares its cores. Rejects where the system
 * does not report them.
 */
export async function measureOtherProcess(pid: number, window: Window): Promise<ProcessLoad> {
  const { load, before, after } = await measureProcess(window, CLIENT_INTERVAL_MS, () => ({
    cpuMicros: processCpuMicros(pid),
    rssBytes: processRssBytes(pid),
  }));
  if (before.cpuMicros === null || after.cpuMicros === null) {
    throw new Error(`the system does not report the CPU time of process ${pid}`);
  }
  const cpuMicros = after.cpuMicros - before.cpuMicros;
  return {
    ...load,
    // /proc separates user and system time only in steps of 10 ms.
    cpuMicros: { user: cpuMicros, system: 0 },
    cpuPercent: cpuMicros / 10 / load.windowMs,
    rssBytes: after.rssBytes,
  };
}
