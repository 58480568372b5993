import type { TimelineWords } from './timeline.ts';

const MIB = 1024 ** 2;

/** What the seconds around a fault are shown by. */
export const RECOVERY_TIMELINES: readonly TimelineWords[] = [
  {
    title: 'How late the latest delivery of each second was',
    what: 'Largest latency of what was due',
    unit: 'ms',
    logarithmic: true,
    fromZero: true,
    pick: series => series.latencyMaxMs,
  },
  {
    title: 'Who comes back when',
    what: 'Connections accepted',
    unit: 'connections',
    logarithmic: false,
    fromZero: true,
    pick: series => series.connectionsOpened,
  },
  {
    title: 'What the return costs the server',
    what: 'Server CPU, of one core',
    unit: '%',
    logarithmic: false,
    fromZero: true,
    pick: series => series.serverCpuPercent,
  },
];

/** What stalled readers are shown by. */
export const MEMORY_TIMELINE: TimelineWords = {
  title: 'How the server’s memory grows while some do not read',
  what: 'Resident memory of the server',
  unit: 'MiB',
  logarithmic: false,
  // What matters is by how much it rises.
  fromZero: false,
  pick: series => series.serverRssBytes.map(bytes => bytes / MIB),
};
