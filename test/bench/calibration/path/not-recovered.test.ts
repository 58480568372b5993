import { expect, test } from 'vitest';
import { notRecovered } from '../../../../bench/calibration/path/not-recovered.ts';
import type { PathCalibration, RecoveredDirection } from '../../../../results/format/path.ts';

const direction: RecoveredDirection = {
  probes: 300,
  wantedDelayMs: 40,
  measuredDelayMs: 40.1,
  wantedSpreadMs: 5,
  measuredSpreadMs: 5.05,
  counted: 2000,
  lostPackets: 20,
  lossFromPercent: 0.4,
  lossToPercent: 1.8,
  wantedKbitPerSecond: 1000,
  measuredKbitPerSecond: 995,
};
const calibration = (change: Partial<RecoveredDirection>): Omit<PathCalibration, 'reasons'> => ({
  path: { rttMs: 80 },
  backEnd: 'relay',
  down: { ...direction, ...change },
  up: direction,
  baselineDelayMs: 0.2,
  transitMs: 40.3,
  burst: null,
});

test('a path as it should be', () => {
  expect(notRecovered(calibration({}))).toEqual([]);
});

test.each<[Partial<RecoveredDirection>, string]>([
  [{ measuredDelayMs: 41 }, 'the delay down is 41.00 ms, not 40.00 ms'],
  [{ measuredSpreadMs: 5.6 }, 'the spread of the delay down is 5.600 ms, not 5.000 ms'],
  [{ lostPackets: 40 }, '40 of 2000 packets were lost down, outside 0.40% to 1.8%'],
  [{ measuredKbitPerSecond: 979 }, 'the bandwidth down is 979.0 kbit/s, not 1000 kbit/s'],
])('%j', (change, fault) => {
  expect(notRecovered(calibration(change))).toEqual([fault]);
});

test('a burst of which segments were retransmitted', () => {
  const burst = { packets: 400, retransmittedSegments: 3 };
  expect(notRecovered({ ...calibration({}), burst })).toEqual([
    'a burst without loss had 3 segments retransmitted',
  ]);
});
