import { monitorEventLoopDelay, PerformanceObserver, performance } from 'node:perf_hooks';
import { nowMicros } from '../scenarios/notification.ts';
import { type Window, waitUntil } from './window.ts';

/** What the process that calls spent in a window. */
export interface ProcessLoad {
  windowMs: number;
  /** How late the process was at the window's start or end, whichever is more: its counts are off by that much. */
  edgeLatenessMs: number;
  cpuMicros: { user: number; system: number };
  /** Of one core. */
  cpuPercent: number;
  /** The delay is how much later than asked a timer ran. */
  eventLoop: { utilization: number; delayP99Ms: number };
  gcMs: number;
  contextSwitches: { voluntary: number; involuntary: number };
  /** At the end of the window. */
  memory: { rssBytes: number; heapUsedBytes: number; externalBytes: number };
  /** One value a second; the last second may be a part of one. */
  series: { cpuPercent: number[]; rssBytes: number[] };
}

/**
 * A timer every so often asks how late it is; Node counts the interval into each value, we take it out again. Coarse, for each
 * waking costs: every 10 ms, Node's default, took 0.9% of a core from an idle server here, every 100 ms takes 0.1%.
 */
const DELAY_RESOLUTION_MS = 100;

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
 * Measures this process over a window and calls `sample` at its two ends, for what the caller counts itself. Resolves
 * after the window with the load and the two samples.
 */
export async function measureProcess<T>(
  { fromMicros, toMicros }: Window,
  sample: () => T,
): Promise<{ load: ProcessLoad; before: T; after: T }> {
  const delay = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS });
  await waitUntil(fromMicros);
  delay.enable();
  const start = snapshot();
  const before = sample();
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
  delay.disable();

  const { rss, heapUsed, external } = process.memoryUsage();
  const user = end.user - start.user;
  const system = end.system - start.system;
  const load: ProcessLoad = {
    windowMs: (end.at - start.at) / 1000,
    // A timer may also be a fraction of a millisecond early.
    edgeLatenessMs: Math.max(0, start.at - fromMicros, end.at - toMicros) / 1000,
    cpuMicros: { user, system },
    cpuPercent: (100 * (user + system)) / (end.at - start.at),
    eventLoop: {
      utilization: performance.eventLoopUtilization(end.loop, start.loop).utilization,
      delayP99Ms: Math.max(0, delay.percentile(99) / 1e6 - DELAY_RESOLUTION_MS),
    },
    gcMs: end.gcMs - start.gcMs,
    contextSwitches: {
      voluntary: end.voluntary - start.voluntary,
      involuntary: end.involuntary - start.involuntary,
    },
    memory: { rssBytes: rss, heapUsedBytes: heapUsed, externalBytes: external },
    series,
  };
  return { load, before, after };
}
