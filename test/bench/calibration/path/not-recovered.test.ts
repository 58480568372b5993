import { describe, expect, test } from 'vitest';
import { notRecovered } from '../../../../bench/calibration/path/not-recovered.ts';
import {
  type MeasuredDirection,
  type MeasuredPath,
  recoveredDirection,
} from '../../../../bench/calibration/path/recovered.ts';
import { probesOf } from '../../../../bench/calibration/path/streams.ts';
import type { Path } from '../../../../scenarios/load/path.ts';
import { measuredPath } from '../../../made/measured-path.ts';

test('a path as it should be', () => {
  expect(notRecovered(measuredPath())).toEqual([]);
});

test.each<[Partial<MeasuredDirection>, string]>([
  [
    { measuredDelayMs: 40.2 },
    'the delay down is 40.20 ms, not 40.00 ms within 0.1200 ms (the emulator gave 40.00 ms)',
  ],
  [
    { measuredDelayMs: 39.8 },
    'the delay down is 39.80 ms, not 40.00 ms within 0.1200 ms (the emulator gave 40.00 ms)',
  ],
  [
    { measuredSpreadMs: 5.7 },
    'the spread of the delay down is 5.700 ms, outside 4.400 to 5.600 ms (the emulator gave 5.000 ms)',
  ],
  [
    { measuredSpreadMs: 4.3 },
    'the spread of the delay down is 4.300 ms, outside 4.400 to 5.600 ms (the emulator gave 5.000 ms)',
  ],
  [
    { measuredDelayMs: 40.1, relayedDelayMs: 39.95 },
    'the delay down is 40.10 ms, and the emulator gave 39.95 ms, not within 0.1100 ms',
  ],
  [
    { measuredSpreadMs: 5.2 },
    'the spread of the delay down is 5.200 ms, outside 4.900 to 5.110 ms: the emulator gave 5.000 ms',
  ],
  [
    {
      measuredSpreadMs: 5.5,
      relayedSpreadMs: 5.5,
      passedSpreadFromMs: 5.4,
      passedSpreadToMs: 5.6,
      drawnSpreadToMs: 5.4,
    },
    'the emulator gave a spread of 5.500 ms down, outside 4.400 to 5.400 ms for 5.000 ms',
  ],
  [{ lostPackets: 40 }, '40 of 2000 packets were lost down, outside 0.40% to 1.8%'],
  [{ lostPackets: 0 }, '0 of 2000 packets were lost down, outside 0.40% to 1.8%'],
  [{ measuredKbitPerSecond: 979 }, 'the bandwidth down is 979.0 kbit/s, not 1000 kbit/s'],
])('%j', (change, fault) => {
  expect(notRecovered(measuredPath(change))).toEqual([fault]);
});

test('a limit that does not show is not judged', () => {
  const change = { wantedKbitPerSecond: 1e6, measuredKbitPerSecond: null };
  expect(notRecovered(measuredPath(change))).toEqual([]);
});

describe('a burst', () => {
  const whole = {
    connections: 400,
    payloadBytes: 200,
    packets: 400,
    missing: 0,
    retransmittedSegments: 0,
  };
  const faultsOf = (change: Partial<NonNullable<MeasuredPath['burst']>>) =>
    notRecovered(measuredPath({}, { burst: { ...whole, ...change } }));

  test('that arrived whole', () => {
    expect(faultsOf({})).toEqual([]);
  });

  test('of which segments were retransmitted', () => {
    expect(faultsOf({ retransmittedSegments: 3 })).toEqual([
      'a burst without loss had 3 segments retransmitted',
    ]);
  });

  test('whose segments nobody counted, and of which some are missing', () => {
    expect(faultsOf({ packets: 397, missing: 3, retransmittedSegments: null })).toEqual([
      '397 of 400 deliveries of a burst arrived',
      'the segments sent again in a burst were not counted',
    ]);
  });

  test('that was not seen at all is no burst that arrived whole', () => {
    expect(faultsOf({ packets: 0 })).toEqual(['0 of 400 deliveries of a burst arrived']);
  });
});

test('a transit that is not as wanted', () => {
  expect(notRecovered(measuredPath({}, { transitMs: 41.2 }))).toEqual([
    'one transit is 41.20 ms, not 40.20 ms within 0.5000 ms',
  ]);
  expect(notRecovered(measuredPath({}, { transitMs: null }))).toEqual([]);
  const lossy = { path: { rttMs: 80, lossPercent: 20 }, transitMs: 300 };
  expect(notRecovered(measuredPath({}, lossy))).toEqual([]);
  expect(
    notRecovered(measuredPath({}, { transitMs: 90, wantedTransitMs: null, transitBoundMs: null })),
  ).toEqual([]);
});

describe('an emulator with a wrong formula, which does what it says', () => {
  const baseline = { count: 300, delayMs: 0.08, spreadMs: 0.03, durationMs: 600 };
  /** What notRecovered says of a direction that the emulator gave this delay and spread. */
  function faultsOf(path: Path, relayed: { delayMs: number; spreadMs: number }): string[] {
    const stream = probesOf(path, 'down');
    const arrivals = {
      count: stream.packets,
      delayMs: relayed.delayMs + baseline.delayMs,
      spreadMs: Math.hypot(relayed.spreadMs, baseline.spreadMs),
      durationMs: 600,
    };
    const sample = { path, stream, arrivals, baseline, hiccups: { p99Ms: 0.3, maxMs: 0.3 } };
    const down = recoveredDirection('down', sample, relayed, null);
    return notRecovered(measuredPath(down));
  }

  test('is as set where the formula is right', () => {
    expect(faultsOf({ rttMs: 80 }, { delayMs: 40, spreadMs: 0 })).toEqual([]);
    expect(faultsOf({ rttMs: 4, jitterMs: 2 }, { delayMs: 2, spreadMs: 0.94 })).toEqual([]);
    expect(faultsOf({ rttMs: 80, downKbitPerSecond: 64 }, { delayMs: 52.75, spreadMs: 0 })).toEqual([]);
  });

  test('does not halve the round trip', () => {
    expect(faultsOf({ rttMs: 80 }, { delayMs: 80, spreadMs: 0 })).toEqual([
      expect.stringMatching(/^the delay down is 80\.00 ms, not 40\.00 ms .*the emulator gave 80\.00 ms/),
    ]);
  });

  test('takes no time for the bits of a packet', () => {
    expect(faultsOf({ rttMs: 80, downKbitPerSecond: 64 }, { delayMs: 40, spreadMs: 0 })).toEqual([
      expect.stringMatching(/^the delay down is 40\.00 ms, not 52\.75 ms/),
    ]);
  });

  test('holds packets by another spread than it says', () => {
    const path = { rttMs: 80, jitterMs: 10 };
    const spreadMs = 4.7;
    const stream = probesOf(path, 'down');
    const hiccups = { p99Ms: 0.3, maxMs: 0.3 };
    const faultsAt = (arrived: number) => {
      const arrivals = { count: stream.packets, delayMs: 40.08, spreadMs: arrived, durationMs: 8000 };
      const sample = { path, stream, arrivals, baseline, hiccups };
      return notRecovered(measuredPath(recoveredDirection('down', sample, { delayMs: 40, spreadMs }, null)));
    };
    expect(faultsAt(4.7)).toEqual([]);
    // By 4%: the few values that the jitter drew allow 12% of its setting.
    for (const arrived of [0.96 * 4.7, 1.04 * 4.7]) {
      expect(faultsAt(arrived)).toEqual([
        expect.stringMatching(/^the spread of the delay down is .*: the emulator gave 4\.700 ms/),
      ]);
    }
  });

  test.each([0.44, 1.44, 1.88])('wanders by another size than it should: a spread of %d ms', spreadMs => {
    expect(faultsOf({ rttMs: 4, jitterMs: 2 }, { delayMs: 2, spreadMs })).toEqual([
      expect.stringMatching(/^the spread of the delay down is/),
    ]);
  });
});
