import type { PathCalibration } from '../../../results/format/path.ts';
import type { Trial } from '../../../results/format/trial.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import type { Path } from '../../../scenarios/load/path.ts';
import { BURST_TOPIC, type BurstSize, burstSizes } from './burst-sizes.ts';

/** Processes that begin to count late must still see the burst, at least 0.1 s after this. */
const WARM_UP_SECONDS = 0.1;
/** What is lost is sent again after a round trip and 0.2 s, or near three round trips at first. */
const ROUND_TRIPS = 3;
const GRACE_SECONDS = 0.7;
/** A burst comes after a quarter of this many times that wait, and no second one within it. */
const PERIODS = 1.25;
const BURST_AT = 0.25;

/** How long after the burst its retransmissions are counted, in s. */
const afterSeconds = ({ rttMs }: Path): number => (ROUND_TRIPS * rttMs) / 1000 + GRACE_SECONDS;

/** One notification to everybody at once, and the times of the trial that sends it. */
export function burstTrial(
  path: Path,
  { connections, payloadBytes }: BurstSize,
): { load: Load; warmUpSeconds: number; windowSeconds: number } {
  const everySeconds = PERIODS * afterSeconds(path);
  return {
    load: {
      audience: { kind: 'shared', topic: BURST_TOPIC },
      arrivals: { kind: 'burst', size: 1, everySeconds },
      payloadBytes,
      transports: { 'tcp-floor': {} },
      subscribers: connections,
      path,
    },
    warmUpSeconds: WARM_UP_SECONDS,
    windowSeconds: BURST_AT * everySeconds + afterSeconds(path) - WARM_UP_SECONDS,
  };
}

/** The gates on the moments at which the counters of either end were read. */
const COUNTERS = ['server-counters', 'client-counters'];

type Burst = NonNullable<PathCalibration['burst']>;

/**
 * What became of a burst to so many connections. Counters that were read late may have missed it,
 * so they count as not there. Throws the reason of a trial that could not be made.
 */
export function burstFound(trial: Trial, { connections, payloadBytes }: BurstSize): Burst {
  if (trial.status === 'error') throw new Error(trial.reasons.join('; '));
  const { deliveries, bandwidth, gates } = trial;
  const areLate = gates.some(({ id, passed }) => COUNTERS.includes(id) && !passed);
  return {
    connections,
    payloadBytes,
    packets: deliveries.received,
    missing: deliveries.missing,
    retransmittedSegments: areLate ? null : (bandwidth.ledger?.retransmittedSegments ?? null),
  };
}

/** Several bursts as one: what they sent and lost together, with the largest payload. */
export const together = (bursts: readonly Burst[]): Burst | null =>
  bursts.reduce<Burst | null>((all, one) => (all === null ? one : bothOf(all, one)), null);

const bothOf = (a: Burst, b: Burst): Burst => ({
  connections: (a.connections ?? 0) + (b.connections ?? 0),
  payloadBytes: Math.max(a.payloadBytes ?? 0, b.payloadBytes ?? 0),
  packets: a.packets + b.packets,
  missing: (a.missing ?? 0) + (b.missing ?? 0),
  retransmittedSegments:
    a.retransmittedSegments === null || b.retransmittedSegments === null
      ? null
      : a.retransmittedSegments + b.retransmittedSegments,
});

/** How long the bursts of a path take before the trials of these loads, in s. */
export const burstSeconds = (path: Path, loads: readonly Load[]): number =>
  burstSizes(path, loads)
    .map(size => burstTrial(path, size))
    .reduce((sum, { warmUpSeconds, windowSeconds }) => sum + warmUpSeconds + windowSeconds, 0);
