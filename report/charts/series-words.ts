import type { TimelineWords } from './timeline.ts';

const MIB = 1024 ** 2;

/** The timelines around a fault. */
export const RECOVERY_TIMELINES: readonly TimelineWords[] = [
  {
    title: 'Largest latency in each second',
    what: 'Largest latency of deliveries due',
    unit: 'ms',
    logarithmic: true,
    fromZero: true,
    pick: series => series.latencyMaxMs,
  },
  {
    title: 'When clients reconnect',
    what: 'Connections accepted',
    unit: 'connections',
    logarithmic: false,
    fromZero: true,
    pick: series => series.connectionsOpened,
  },
  {
    title: 'Server CPU during the reconnects',
    what: 'Server CPU, of one core',
    unit: '%',
    logarithmic: false,
    fromZero: true,
    pick: series => series.serverCpuPercent,
  },
];

/** The timeline for stalled subscribers. */
export const MEMORY_TIMELINE: TimelineWords = {
  title: 'Server memory while some subscribers do not read',
  what: 'Resident memory of the server',
  unit: 'MiB',
  logarithmic: false,
  // The chart shows the rise, not the level.
  fromZero: false,
  pick: series => series.serverRssBytes.map(bytes => bytes / MIB),
};
