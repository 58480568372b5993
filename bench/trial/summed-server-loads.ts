import type { ServerLoad } from '../processes/reports.ts';

type Load = ServerLoad;

const total = (loads: readonly Load[], pick: (load: Load) => number): number =>
  loads.reduce((sum, load) => sum + pick(load), 0);

/** The sums of what each load has at the same index. */
const totals = (loads: readonly Load[], pick: (load: Load) => readonly number[]): number[] => {
  const series = loads.map(pick);
  const length = Math.max(...series.map(one => one.length));
  return Array.from({ length }, (_, index) => series.reduce((sum, one) => sum + (one[index] ?? 0), 0));
};

/** The values that only Node processes report; null if any is none. Delay and use are the worst. */
function runtimesOf(loads: readonly Load[]): Load['runtime'] {
  const runtimes = loads.flatMap(({ runtime }) => runtime ?? []);
  if (runtimes.length < loads.length) return null;
  const sum = (pick: (runtime: (typeof runtimes)[number]) => number) =>
    runtimes.reduce((all, one) => all + pick(one), 0);
  return {
    eventLoop: {
      utilization: Math.max(...runtimes.map(({ eventLoop }) => eventLoop.utilization)),
      delayP99Ms: Math.max(...runtimes.map(({ eventLoop }) => eventLoop.delayP99Ms)),
    },
    gcMs: sum(({ gcMs }) => gcMs),
    heapUsedBytes: sum(({ heapUsedBytes }) => heapUsedBytes),
    externalBytes: sum(({ externalBytes }) => externalBytes),
  };
}

/**
 * What several servers spent in the same window, together. They share one interface and one kernel:
 * the counters of these are those of the first. Throws without a server.
 */
export function summedServerLoads(loads: readonly Load[]): Load {
  const [first, ...others] = loads;
  if (!first) throw new Error('a trial has at least one server');
  if (others.length === 0) return first;
  const sum = (pick: (load: Load) => number) => total(loads, pick);
  const heaps = loads.flatMap(({ heapUsedBytesBeforeConnect }) => heapUsedBytesBeforeConnect ?? []);
  const files = loads.flatMap(({ openFiles }) => openFiles ?? []);
  return {
    ...first,
    counterReadDelayMs: Math.max(...loads.map(load => load.counterReadDelayMs)),
    cpuMicros: { user: sum(load => load.cpuMicros.user), system: sum(load => load.cpuMicros.system) },
    cpuPercent: sum(load => load.cpuPercent),
    contextSwitches: {
      voluntary: sum(load => load.contextSwitches.voluntary),
      involuntary: sum(load => load.contextSwitches.involuntary),
    },
    rssBytes: sum(load => load.rssBytes),
    rssBytesBeforeConnect: sum(load => load.rssBytesBeforeConnect),
    heapUsedBytesBeforeConnect: heaps.length < loads.length ? null : heaps.reduce((all, one) => all + one, 0),
    openFiles: files.length < loads.length ? null : files.reduce((all, one) => all + one, 0),
    runtime: runtimesOf(loads),
    requests: sum(load => load.requests),
    connections: {
      opened: sum(load => load.connections.opened),
      open: sum(load => load.connections.open),
      closed: sum(load => load.connections.closed),
      droppedSlow: sum(load => load.connections.droppedSlow),
    },
    cpuMicrosBefore: sum(load => load.cpuMicrosBefore),
    openedByTenth: totals(loads, load => load.openedByTenth),
    droppedSlowAtMs: loads.flatMap(load => load.droppedSlowAtMs),
    application: {
      downBytes: sum(load => load.application.downBytes),
      upBytes: sum(load => load.application.upBytes),
    },
    series: {
      cpuPercent: totals(loads, load => load.series.cpuPercent),
      rssBytes: totals(loads, load => load.series.rssBytes),
    },
  };
}
