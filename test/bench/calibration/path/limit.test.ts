import { expect, test } from 'vitest';
import { limitShown, type Observed } from '../../../../bench/calibration/path/limit.ts';

/** 125 frames of 1,000 bytes are 1,000 kbit. */
const stream = { packets: 150, everyMicros: 6667, bytes: 958 };
const counts = { packets: 150, lostPackets: 0, overflowedPackets: 0, cutPackets: 0, queuedMaxBytes: 60_000 };
const observed = (given: {
  relayed?: Partial<Observed['relayed']>;
  arrivals?: Partial<Observed['arrivals']>;
}): Observed => ({
  relayed: { ...counts, delayMs: 240, spreadMs: 100, ...given.relayed },
  arrivals: { count: 150, delayMs: 240, spreadMs: 100, durationMs: 1192, ...given.arrivals },
  sendingMs: 1000,
});

test('a limit is the time from the first arrival to the last', () => {
  // 149 frames of 8 kbit in 1,192 ms.
  expect(limitShown(stream, observed({}), 1000)).toBeCloseTo(1000, 6);
  expect(limitShown(stream, observed({ arrivals: { durationMs: 2384 } }), 1000)).toBeCloseTo(500, 6);
});

test('what the queue could not hold is not missed', () => {
  const full = observed({
    relayed: { overflowedPackets: 25 },
    arrivals: { count: 125, durationMs: 992 },
  });
  expect(limitShown(stream, full, 1000)).toBeCloseTo(1000, 6);
});

test('a limit does not show if less than that came to it, or the probe lost some of what passed', () => {
  expect(
    limitShown(stream, observed({ relayed: { packets: 130 }, arrivals: { count: 130 } }), 1000),
  ).toBeNull();
  expect(limitShown(stream, observed({ arrivals: { count: 148 } }), 1000)).toBeNull();
});

test('nothing that arrives is no bandwidth', () => {
  const nothing = observed({ relayed: { overflowedPackets: 150 }, arrivals: { count: 0, durationMs: 0 } });
  expect(limitShown(stream, nothing, 1000)).toBe(0);
});
