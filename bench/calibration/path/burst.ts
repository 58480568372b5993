import type { PathCalibration } from '../../../results/format/path.ts';
import type { Trial } from '../../../results/format/trial.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import type { Path } from '../../../scenarios/load/path.ts';

const WARM_UP_SECONDS = 0.2;
/** What is lost is sent again after a round trip and 0.2 s, or near three round trips at first. */
const ROUND_TRIPS = 3;
const GRACE_SECONDS = 1;
/** A burst comes after a quarter of this many times that wait, and no second one within it. */
const PERIODS = 1.1;
const BURST_AT = 0.25;

/** How long after the burst its retransmissions are counted, in s. */
const afterSeconds = ({ rttMs }: Path): number => (ROUND_TRIPS * rttMs) / 1000 + GRACE_SECONDS;

/** One notification to everybody at once, and the times of the trial that sends it. */
export function burstTrial(
  path: Path,
  subscribers: number,
): { load: Load; warmUpSeconds: number; windowSeconds: number } {
  const everySeconds = PERIODS * afterSeconds(path);
  return {
    load: {
      audience: { kind: 'shared', topic: 'burst' },
      arrivals: { kind: 'burst', size: 1, everySeconds },
      payloadBytes: 200,
      transports: { 'tcp-floor': {} },
      subscribers,
      path,
    },
    warmUpSeconds: WARM_UP_SECONDS,
    windowSeconds: BURST_AT * everySeconds + afterSeconds(path) - WARM_UP_SECONDS,
  };
}

/** Whether a path drops no packet by its settings, so that a burst must arrive whole. */
export const dropsNothing = ({ lossPercent, downKbitPerSecond, upKbitPerSecond }: Path): boolean =>
  lossPercent === undefined && downKbitPerSecond === undefined && upKbitPerSecond === undefined;

/** The gates on the moments at which the counters of either end were read. */
const COUNTERS = ['server-counters', 'client-counters'];

/**
 * What became of the burst. Counters that were read late may have missed it, so they count as not
 * there. Throws the reason of a trial that could not be made.
 */
export function burstFound(trial: Trial): NonNullable<PathCalibration['burst']> {
  if (trial.status === 'error') throw new Error(trial.reasons.join('; '));
  const { deliveries, bandwidth, gates } = trial;
  const areLate = gates.some(({ id, passed }) => COUNTERS.includes(id) && !passed);
  return {
    packets: deliveries.received,
    missing: deliveries.missing,
    retransmittedSegments: areLate ? null : (bandwidth.ledger?.retransmittedSegments ?? null),
  };
}

/** How long the burst of a path takes, in s, without the start of its processes. */
export const burstSeconds = (path: Path): number => {
  if (!dropsNothing(path)) return 0;
  const { warmUpSeconds, windowSeconds } = burstTrial(path, 1);
  return warmUpSeconds + windowSeconds;
};
