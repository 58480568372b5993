import { expect, test } from 'vitest';
import { burstFound, burstSeconds, burstTrial, together } from '../../../../bench/calibration/path/burst.ts';
import type { Trial } from '../../../../results/format/trial.ts';
import type { Load } from '../../../../scenarios/load/load.ts';
import { schedule } from '../../../../scenarios/load/schedule.ts';
import { load as anyLoad } from '../../../harness/trial-setup.ts';

const SIZE = { connections: 100, payloadBytes: 200 };

test.each([0, 1, 80, 300, 558, 2000])(
  'at %d ms a burst is in the window, and what it loses is sent again before the end',
  rttMs => {
    const { load, warmUpSeconds, windowSeconds } = burstTrial({ rttMs }, SIZE);
    const seconds = warmUpSeconds + windowSeconds;
    const due = schedule(load, 0, seconds);
    expect(due).toHaveLength(1);
    const atSeconds = (due[0]?.atMicros ?? 0) / 1e6;
    expect(atSeconds).toBeGreaterThan(warmUpSeconds + 0.1);
    // TCP sends again after near three round trips at first, else after one and 0.2 s. Two micros
    // of rounding.
    expect(seconds - atSeconds).toBeGreaterThanOrEqual((3 * rttMs) / 1000 + 0.7 - 2e-6);
    expect(load).toMatchObject({ subscribers: 100, path: { rttMs } });
    const all: Load = { ...anyLoad, audience: { kind: 'shared', topic: 't' }, subscribers: 100 };
    expect(burstSeconds({ rttMs }, [all])).toBe(seconds);
  },
);

test('a counter that is not there is not taken for 0, and missing deliveries are kept', () => {
  const trial = (ledger: { retransmittedSegments: number | null } | null) =>
    ({
      status: 'invalid',
      deliveries: { received: 97, missing: 3 },
      bandwidth: { ledger },
      gates: [],
    }) as unknown as Trial;
  expect(burstFound(trial(null), SIZE)).toEqual({
    ...SIZE,
    packets: 97,
    missing: 3,
    retransmittedSegments: null,
  });
  expect(burstFound(trial({ retransmittedSegments: null }), SIZE).retransmittedSegments).toBeNull();
  expect(burstFound(trial({ retransmittedSegments: 2 }), SIZE).retransmittedSegments).toBe(2);
});

test.each(['server-counters', 'client-counters'])('%s that were read late saw no burst', id => {
  const trial = {
    status: 'invalid',
    deliveries: { received: 100, missing: 0 },
    bandwidth: { ledger: { retransmittedSegments: 0 } },
    gates: [{ id, passed: false }],
  } as unknown as Trial;
  expect(burstFound(trial, SIZE)).toEqual({
    ...SIZE,
    packets: 100,
    missing: 0,
    retransmittedSegments: null,
  });
});

test('a burst that could not be made is a failure', () => {
  const trial = { status: 'error', reasons: ['no server'] } as unknown as Trial;
  expect(() => burstFound(trial, SIZE)).toThrow('no server');
});

test('two bursts are told as one, and a counter that is missing in one is missing', () => {
  const burst = { ...SIZE, packets: 100, missing: 0, retransmittedSegments: 1 };
  const large = { connections: 4, payloadBytes: 60_000, packets: 3, missing: 1, retransmittedSegments: 2 };
  expect(together([])).toBeNull();
  expect(together([burst])).toEqual(burst);
  expect(together([burst, large])).toEqual({
    connections: 104,
    payloadBytes: 60_000,
    packets: 103,
    missing: 1,
    retransmittedSegments: 3,
  });
  expect(together([burst, { ...large, retransmittedSegments: null }])?.retransmittedSegments).toBeNull();
});
