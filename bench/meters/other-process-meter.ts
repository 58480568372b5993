import { readFileSync } from 'node:fs';
import { CLIENT_INTERVAL_MS } from './loop-delay.ts';
import { processCpuMicros } from './process-cpu.ts';
import { measureProcess, type ProcessLoad } from './process-meter.ts';
import type { Window } from './window.ts';

/** Memory that a process has in RAM, in bytes. Throws where the system does not tell, or there is no such process. */
export function processRssBytes(pid: number): number {
  const kib = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+) kB$/m)?.[1];
  if (kib === undefined) throw new Error(`the system does not tell how much memory process ${pid} has`);
  return Number(kib) * 1024;
}

/**
 * Meters another process over a window, from outside. Its CPU time and memory are its own; how late timers were is that of the
 * process that calls, which shares its cores. Rejects where the system does not tell.
 */
export async function measureOther(pid: number, window: Window): Promise<ProcessLoad> {
  const { load, before, after } = await measureProcess(window, CLIENT_INTERVAL_MS, () => ({
    cpuMicros: processCpuMicros(pid),
    rssBytes: processRssBytes(pid),
  }));
  if (before.cpuMicros === null || after.cpuMicros === null) {
    throw new Error(`the system does not tell how much CPU time process ${pid} has used`);
  }
  const cpuMicros = after.cpuMicros - before.cpuMicros;
  return {
    ...load,
    // /proc has user and system apart only in hundredths of a second.
    cpuMicros: { user: cpuMicros, system: 0 },
    cpuPercent: cpuMicros / 10 / load.windowMs,
    rssBytes: after.rssBytes,
  };
}
