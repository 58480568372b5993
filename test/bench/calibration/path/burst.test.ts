import { expect, test } from 'vitest';
import {
  burstFound,
  burstSeconds,
  burstTrial,
  dropsNothing,
} from '../../../../bench/calibration/path/burst.ts';
import type { Trial } from '../../../../results/format/trial.ts';
import { schedule } from '../../../../scenarios/load/schedule.ts';

test.each([0, 1, 80, 300, 558, 2000])(
  'at %d ms a burst is in the window, and what it loses is sent again before the end',
  rttMs => {
    const { load, warmUpSeconds, windowSeconds } = burstTrial({ rttMs }, 100);
    const seconds = warmUpSeconds + windowSeconds;
    const due = schedule(load, 0, seconds);
    expect(due).toHaveLength(1);
    const atSeconds = (due[0]?.atMicros ?? 0) / 1e6;
    expect(atSeconds).toBeGreaterThan(warmUpSeconds);
    // Two micros of rounding.
    expect(seconds - atSeconds).toBeGreaterThanOrEqual((3 * rttMs) / 1000 + 1 - 2e-6);
    expect(load).toMatchObject({ subscribers: 100, path: { rttMs } });
    expect(burstSeconds({ rttMs })).toBe(seconds);
  },
);

test('a path that drops packets by its settings gets no burst', () => {
  expect(dropsNothing({ rttMs: 80, jitterMs: 10 })).toBe(true);
  for (const drops of [{ lossPercent: 1 }, { downKbitPerSecond: 1000 }, { upKbitPerSecond: 1000 }]) {
    expect(dropsNothing({ rttMs: 80, ...drops })).toBe(false);
    expect(burstSeconds({ rttMs: 80, ...drops })).toBe(0);
  }
});

test('a counter that is not there is not taken for 0, and missing deliveries are kept', () => {
  const trial = (ledger: { retransmittedSegments: number | null } | null) =>
    ({
      status: 'invalid',
      deliveries: { received: 97, missing: 3 },
      bandwidth: { ledger },
      gates: [],
    }) as unknown as Trial;
  expect(burstFound(trial(null))).toEqual({ packets: 97, missing: 3, retransmittedSegments: null });
  expect(burstFound(trial({ retransmittedSegments: null })).retransmittedSegments).toBeNull();
  expect(burstFound(trial({ retransmittedSegments: 2 })).retransmittedSegments).toBe(2);
});

test.each(['server-counters', 'client-counters'])('%s that were read late saw no burst', id => {
  const trial = {
    status: 'invalid',
    deliveries: { received: 100, missing: 0 },
    bandwidth: { ledger: { retransmittedSegments: 0 } },
    gates: [{ id, passed: false }],
  } as unknown as Trial;
  expect(burstFound(trial)).toEqual({ packets: 100, missing: 0, retransmittedSegments: null });
});

test('a burst that could not be made is a failure', () => {
  const trial = { status: 'error', reasons: ['no server'] } as unknown as Trial;
  expect(() => burstFound(trial)).toThrow('no server');
});
