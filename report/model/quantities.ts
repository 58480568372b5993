import type { Load } from '../../scenarios/load/load.ts';
import type { Path } from '../../scenarios/load/path.ts';
import { given } from '../text/format.ts';

/** A single number by which the loads of a scenario's points may differ. */
export interface Quantity {
  /** The title of an axis, with its unit. */
  title: string;
  /** Stands after `by` in a sentence. */
  prose: string;
  unit: string;
  of(load: Load): number | undefined;
  /** The load without this number, to compare the rest. */
  without(load: Load): unknown;
  /** Points that share this number; if left out, the number and its unit. */
  named?(value: number): string;
}

/** How many topics a load's audience follows; unknown for a trace. */
function topicsOf({ audience, subscribers }: Load): number | undefined {
  switch (audience.kind) {
    case 'shared':
      return 1;
    case 'own':
      return subscribers;
    case 'rooms':
      return subscribers / audience.size;
    case 'trace':
      return undefined;
  }
}

const rateOf = ({ arrivals }: Load): number | undefined =>
  arrivals.kind === 'periodic' || arrivals.kind === 'poisson' ? arrivals.ratePerSecond : undefined;

function ratePerTopic(load: Load): number | undefined {
  const [rate, topics] = [rateOf(load), topicsOf(load)];
  // Arrivals may also be visits, which have no topic of their own.
  return load.visits || rate === undefined || topics === undefined ? undefined : rate / topics;
}

const OF_LOADS: Quantity[] = [
  {
    title: 'Notifications per topic (per second)',
    prose: 'rate',
    unit: 'a second',
    of: ratePerTopic,
    without: load => ({ ...load, arrivals: { ...load.arrivals, ratePerSecond: null } }),
  },
  {
    title: 'Visits (per second)',
    prose: 'rate of visits',
    unit: 'visits a second',
    of: load => (load.visits ? rateOf(load) : undefined),
    without: load => ({ ...load, arrivals: { ...load.arrivals, ratePerSecond: null } }),
  },
  {
    title: 'Payload (B)',
    prose: 'payload',
    unit: 'B',
    of: load => load.payloadBytes,
    without: load => ({ ...load, payloadBytes: null }),
  },
  {
    title: 'Polling interval (ms)',
    prose: 'polling interval',
    unit: 'ms',
    of: load => load.transports['short-polling']?.intervalMs,
    without: load => ({
      ...load,
      transports: {
        ...load.transports,
        'short-polling': { ...load.transports['short-polling'], intervalMs: null },
      },
    }),
    named: value => `short polling every ${given(value)} ms`,
  },
  {
    title: 'Subscribers',
    prose: 'number of subscribers',
    unit: 'subscribers',
    of: load => load.subscribers,
    without: load => ({ ...load, subscribers: null }),
  },
  {
    title: 'Notifications missed',
    prose: 'backlog',
    unit: 'missed notifications',
    of: load => load.visits?.backlog,
    without: load => ({ ...load, visits: { ...load.visits, backlog: null } }),
  },
];

/** A load whose path lacks some of its parameters; a load without a path as it is. */
const overPath = (load: Load, lacking: Partial<Record<keyof Path, null>>): unknown => ({
  ...load,
  path: load.path && { ...load.path, ...lacking },
});

const OF_PATHS: Quantity[] = [
  {
    title: 'Round trip of the path (ms)',
    prose: 'round trip',
    unit: 'ms of round trip',
    of: ({ path }) => path?.rttMs,
    without: load => overPath(load, { rttMs: null }),
  },
  {
    title: 'Jitter of the path (ms)',
    prose: 'jitter',
    unit: 'ms of jitter',
    of: ({ path }) => path && (path.jitterMs ?? 0),
    without: load => overPath(load, { jitterMs: null }),
  },
  {
    title: 'Loss of the path, each way (%)',
    prose: 'loss',
    unit: 'percent loss',
    of: ({ path }) => path && (path.lossPercent ?? 0),
    without: load => overPath(load, { lossPercent: null }),
  },
  {
    title: 'Packets lost one after the other',
    prose: 'packets lost one after the other',
    unit: 'packets lost one after the other',
    of: ({ path }) => (path?.lossPercent === undefined ? undefined : (path.lossBurstPackets ?? 1)),
    without: load => overPath(load, { lossBurstPackets: null }),
    named: value => (value === 1 ? 'each loss by itself' : `losses in bursts of ${given(value)}`),
  },
  {
    title: 'Bandwidth of the path, down (kbit/s)',
    prose: 'bandwidth',
    unit: 'kbit/s',
    of: ({ path }) => path?.downKbitPerSecond,
    // A path of the same bandwidth both ways has it as one number.
    without: load =>
      overPath(load, {
        downKbitPerSecond: null,
        ...(load.path?.upKbitPerSecond === load.path?.downKbitPerSecond && { upKbitPerSecond: null }),
      }),
  },
];

/** Every number by which points may differ; of two that explain as much, the first is taken. */
export const QUANTITIES: readonly Quantity[] = [...OF_LOADS, ...OF_PATHS];
