import type { MeasuredTrial } from '../../results/format/trial.ts';

/** One value of the server's load; null where a trial has none. */
export interface LoadColumn {
  title: string;
  of(trial: MeasuredTrial, subscribers: number): number | null;
}

const KIB = 1024;
const perDelivery = ({ deliveries }: MeasuredTrial, amount: number) =>
  deliveries.arrived > 0 ? amount / deliveries.arrived : null;
const perSecond = ({ windowMs }: MeasuredTrial, amount: number) =>
  windowMs > 0 ? amount / (windowMs / 1000) : null;

/** CPU time of the server. */
export const CPU_COLUMNS: LoadColumn[] = [
  { title: 'CPU, user (µs per delivery)', of: trial => perDelivery(trial, trial.server.cpuMicros.user) },
  { title: 'CPU, system (µs per delivery)', of: trial => perDelivery(trial, trial.server.cpuMicros.system) },
  {
    title: 'CPU (µs per subscriber and second)',
    of: ({ server }) => server.cpuMicrosPerSubscriberSecond,
  },
  { title: 'CPU (% of a core)', of: ({ server }) => server.cpuPercent },
];

/** How busy the server's event loop was, and how often the process was switched. */
export const LOOP_COLUMNS: LoadColumn[] = [
  {
    title: 'Event loop in use (%)',
    of: ({ server: { runtime } }) => runtime && 100 * runtime.eventLoop.utilization,
  },
  {
    title: 'Event loop late, p99 (ms)',
    of: ({ server: { runtime } }) => runtime?.eventLoop.delayP99Ms ?? null,
  },
  {
    title: 'Garbage collection (ms per second)',
    of: trial => trial.server.runtime && perSecond(trial, trial.server.runtime.gcMs),
  },
  {
    title: 'Context switches, voluntary (per second)',
    of: trial => perSecond(trial, trial.server.contextSwitches.voluntary),
  },
  {
    title: 'Context switches, involuntary (per second)',
    of: trial => perSecond(trial, trial.server.contextSwitches.involuntary),
  },
];

/**
 * Growth of memory from before the first connection to the end of the window, in KiB per
 * subscriber.
 */
const growth = (before: number, after: number, subscribers: number) => (after - before) / subscribers / KIB;

/** Requests, connections and memory of the server. */
export const CONNECTION_COLUMNS: LoadColumn[] = [
  { title: 'Requests (per second)', of: trial => perSecond(trial, trial.server.requests) },
  {
    title: 'Connections opened (per second)',
    of: trial => perSecond(trial, trial.server.connections.opened),
  },
  { title: 'Connections open', of: ({ server }) => server.connections.open },
  { title: 'Open files', of: ({ server }) => server.openFiles },
  { title: 'Resident memory (MiB)', of: ({ server }) => server.rssBytes / KIB ** 2 },
  {
    title: 'Resident memory (KiB per subscriber)',
    of: ({ server }, subscribers) => growth(server.rssBytesBeforeConnect, server.rssBytes, subscribers),
  },
  {
    title: 'Heap (KiB per subscriber)',
    of: ({ server: { runtime } }, subscribers) =>
      runtime && growth(runtime.heapUsedBytesBeforeConnect, runtime.heapUsedBytes, subscribers),
  },
  {
    title: 'Kernel’s socket memory (KiB per subscriber)',
    of: ({ server: { kernelSocketBytes: kernel } }, subscribers) =>
      kernel && growth(kernel.beforeConnect, kernel.atEnd, subscribers),
  },
];
