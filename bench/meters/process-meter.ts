import { PerformanceObserver, performance } from 'node:perf_hooks';
import { nowMicros } from '../../scenarios/load/notification.ts';
import { watchLoopDelay } from './loop-delay.ts';
import { type Window, waitUntil } from './window.ts';

/** Values that only a Node process can report about itself. */
export interface RuntimeLoad {
  /** The delay is how late a timer ran, weighted by time. */
  eventLoop: { utilization: number; delayP99Ms: number };
  gcMs: number;
  /** At the end of the window. */
  heapUsedBytes: number;
  externalBytes: number;
}

/** What the calling process spent in a window. */
export interface ProcessLoad {
  windowMs: number;
  /**
   * How late the process was at the window's start or end, whichever is more. Its counts are off by
   * that much.
   */
  counterReadDelayMs: number;
  cpuMicros: { user: number; system: number };
  /** Of one core. */
  cpuPercent: number;
  contextSwitches: { voluntary: number; involuntary: number };
  /** At the end of the window. */
  rssBytes: number;
  /** null if the process is not Node's. */
  runtime: RuntimeLoad | null;
  /** One value per second; the last second may be incomplete. */
  series: { cpuPercent: number[]; rssBytes: number[] };
}

let gcMs = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) gcMs += entry.duration;
}).observe({ entryTypes: ['gc'] });

function snapshot() {
  const { voluntaryContextSwitches: voluntary, involuntaryContextSwitches: involuntary } =
    process.resourceUsage();
  const { user, system } = process.cpuUsage();
  return {
    at: nowMicros(),
    user,
    system,
    gcMs,
    voluntary,
    involuntary,
    loop: performance.eventLoopUtilization(),
  };
}

/**
 * Measures this process over a window and calls `sample` at both ends, for the caller's own
 * counters. Resolves after the window with the load and the two samples. `delayIntervalMs` is how
 * often the event loop delay is sampled. Each wake-up has a cost: in an otherwise idle server here,
 * sampling every 10 ms takes 0.9% of a core, every 100 ms 0.1%.
 */
export async function measureProcess<T>(
  { fromMicros, toMicros }: Window,
  delayIntervalMs: number,
  sample: () => T,
): Promise<{ load: ProcessLoad; before: T; after: T }> {
  await waitUntil(fromMicros);
  const delay = watchLoopDelay(delayIntervalMs);
  const before = sample();
  const start = snapshot();
  const series = { cpuPercent: [] as number[], rssBytes: [] as number[] };
  let last = start;
  for (let at = fromMicros; at < toMicros; ) {
    at = Math.min(at + 1_000_000, toMicros);
    await waitUntil(at);
    const next = snapshot();
    series.cpuPercent.push((100 * (next.user + next.system - last.user - last.system)) / (next.at - last.at));
    series.rssBytes.push(process.memoryUsage.rss());
    last = next;
  }
  const end = last;
  const after = sample();

  const { rss, heapUsed, external } = process.memoryUsage();
  const user = end.user - start.user;
  const system = end.system - start.system;
  const load: ProcessLoad = {
    windowMs: (end.at - start.at) / 1000,
    // A timer may also fire a fraction of a millisecond early.
    counterReadDelayMs: Math.max(0, start.at - fromMicros, end.at - toMicros) / 1000,
    cpuMicros: { user, system },
    cpuPercent: (100 * (user + system)) / (end.at - start.at),
    contextSwitches: {
      voluntary: end.voluntary - start.voluntary,
      involuntary: end.involuntary - start.involuntary,
    },
    rssBytes: rss,
    runtime: {
      eventLoop: {
        utilization: performance.eventLoopUtilization(end.loop, start.loop).utilization,
        delayP99Ms: delay.stop(),
      },
      gcMs: end.gcMs - start.gcMs,
      heapUsedBytes: heapUsed,
      externalBytes: external,
    },
    series,
  };
  return { load, before, after };
}
