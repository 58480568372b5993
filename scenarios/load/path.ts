import { type Static, Type } from 'typebox';

const exact = { additionalProperties: false };

/** The algorithms of TCP's congestion control that a path may set at both ends. */
export const CONGESTION_CONTROLS = ['cubic', 'bbr', 'reno'] as const;
export type CongestionControl = (typeof CONGESTION_CONTROLS)[number];

/** Linux's own default, whatever this machine's is. */
export const DEFAULT_CONGESTION_CONTROL: CongestionControl = 'cubic';

/** The smallest jitter. A smaller one would draw more than 2,500 values a second. */
export const LEAST_JITTER_MS = 0.1;
/** The largest values of a path. */
export const MOST_RTT_MS = 2000;
export const MOST_LOSS_PERCENT = 50;
export const MOST_BURST_PACKETS = 100;
/** The bounds of a bandwidth. */
export const KBIT_PER_SECOND = { minimum: 8, maximum: 1_000_000 };

/**
 * What lies between server and clients: delay, loss and bandwidth. Each direction has half of the
 * round trip. Without a path, both are neighbours on a virtual cable.
 */
export const Path = Type.Object(
  {
    rttMs: Type.Number({
      minimum: 0,
      maximum: MOST_RTT_MS,
      description: 'delay of both directions together',
    }),
    jitterMs: Type.Optional(
      Type.Number({
        minimum: LEAST_JITTER_MS,
        description: 'the delay of each direction wanders between this much less and this much more',
      }),
    ),
    lossPercent: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: MOST_LOSS_PERCENT,
        description: 'packets lost in each direction',
      }),
    ),
    lossBurstPackets: Type.Optional(
      Type.Number({
        exclusiveMinimum: 1,
        maximum: MOST_BURST_PACKETS,
        description: 'mean number of packets that are lost one after the other; absent: each by itself',
      }),
    ),
    downKbitPerSecond: Type.Optional(
      Type.Number({ ...KBIT_PER_SECOND, description: 'from the server to the clients; absent: unlimited' }),
    ),
    upKbitPerSecond: Type.Optional(
      Type.Number({ ...KBIT_PER_SECOND, description: 'from the clients to the server; absent: unlimited' }),
    ),
    congestionControl: Type.Optional(
      Type.Enum(CONGESTION_CONTROLS, { description: 'of both ends; absent: cubic' }),
    ),
  },
  exact,
);
export type Path = Static<typeof Path>;

/** The contradictions within a path, one clause each; empty if there are none. */
export function pathFaults(path: Path): string[] {
  const { rttMs, jitterMs = 0, lossPercent, lossBurstPackets } = path;
  const faults: string[] = [];
  if (rttMs === 0 && Object.keys(path).length === 1) {
    faults.push('it does nothing; give a delay, a loss or a bandwidth, as in rtt=80ms');
  }
  if (jitterMs > rttMs / 2) {
    faults.push(
      `jitter of ${jitterMs} ms is more than the ${rttMs / 2} ms of one direction; it needs rtt=${2 * jitterMs}ms or more`,
    );
  }
  if (lossBurstPackets !== undefined && lossPercent === undefined) {
    faults.push('bursts of loss need a loss, as in loss=1%');
  }
  return faults;
}
