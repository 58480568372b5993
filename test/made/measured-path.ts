import type { MeasuredDirection, MeasuredPath } from '../../bench/calibration/path/recovered.ts';

const direction: MeasuredDirection = {
  probes: 1980,
  wantedDelayMs: 40,
  measuredDelayMs: 40.1,
  delayBoundMs: 0.12,
  relayedDelayMs: 40,
  passedDelayBoundMs: 0.11,
  wantedSpreadMs: 5,
  measuredSpreadMs: 5.05,
  spreadFromMs: 4.4,
  spreadToMs: 5.6,
  relayedSpreadMs: 5,
  passedSpreadFromMs: 4.9,
  passedSpreadToMs: 5.11,
  drawnSpreadFromMs: 4.4,
  drawnSpreadToMs: 5.6,
  counted: 2000,
  lostPackets: 20,
  lossFromPercent: 0.4,
  lossToPercent: 1.8,
  wantedKbitPerSecond: 1000,
  measuredKbitPerSecond: 995,
};

/** What a calibration found of a path that is as set, after a change of one direction. */
export const measuredPath = (
  down: Partial<MeasuredDirection> = {},
  given: Partial<MeasuredPath> = {},
): MeasuredPath => ({
  path: { rttMs: 80 },
  backEnd: 'relay',
  congestionControl: 'cubic',
  down: { ...direction, ...down },
  up: direction,
  baselineDelayMs: 0.2,
  transitMs: 40.3,
  wantedTransitMs: 40.2,
  transitBoundMs: 0.5,
  burst: { connections: 100, payloadBytes: 200, packets: 100, missing: 0, retransmittedSegments: 0 },
  ...given,
});
