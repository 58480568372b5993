import { expect, test } from 'vitest';
import { burstSizes } from '../../../../bench/calibration/path/burst-sizes.ts';
import type { Load } from '../../../../scenarios/load/load.ts';
import { load } from '../../../harness/trial-setup.ts';

const shared: Load = { ...load, audience: { kind: 'shared', topic: 't' } };
const own: Load = { ...load, audience: { kind: 'own', prefix: 'u' } };

test('a burst is as large as the largest of the run: by connections, and by payload', () => {
  const many: Load = { ...shared, subscribers: 300, payloadBytes: 160 };
  const large: Load = { ...shared, subscribers: 4, payloadBytes: 60_000 };
  expect(burstSizes({ rttMs: 80 }, [many, large])).toEqual([
    { connections: 300, payloadBytes: 160 },
    { connections: 4, payloadBytes: 60_000 },
  ]);
  expect(burstSizes({ rttMs: 80 }, [many])).toEqual([{ connections: 300, payloadBytes: 160 }]);
  const more: Load = { ...shared, subscribers: 500, payloadBytes: 60_000 };
  expect(burstSizes({ rttMs: 80 }, [many, large, more])).toEqual([
    { connections: 500, payloadBytes: 60_000 },
  ]);
});

test('what only one subscriber gets is not sent to all at once, but something small is', () => {
  const one: Load = { ...own, subscribers: 32, payloadBytes: 16_384 };
  expect(burstSizes({ rttMs: 80 }, [one])).toEqual([
    { connections: 32, payloadBytes: 1200 },
    { connections: 1, payloadBytes: 16_384 },
  ]);
});

test('over a limit, as many connections as pass it within 0.1 s', () => {
  const many: Load = { ...shared, subscribers: 300, payloadBytes: 200 };
  const [narrow, ...others] = burstSizes({ rttMs: 80, downKbitPerSecond: 256 }, [many]);
  // 3,200 bytes, and in each frame the payload, headers of 66 bytes and an envelope below 200.
  expect(narrow).toMatchObject({ payloadBytes: 200 });
  expect(narrow?.connections).toBeGreaterThanOrEqual(Math.floor(3200 / 466));
  expect(narrow?.connections).toBeLessThan(3200 / 266);
  expect(others).toEqual([]);
  // Acknowledgements of 66 bytes: 1,280 bytes in 0.1 s.
  const [upwards] = burstSizes({ rttMs: 80, upKbitPerSecond: 102.4 }, [many]);
  expect(upwards?.connections).toBe(19);
  // 100 Mbit/s: 64 KiB are less than 0.1 s of it, and the path holds 1 MB.
  const [fast] = burstSizes({ rttMs: 2, downKbitPerSecond: 100_000 }, [{ ...many, subscribers: 5000 }]);
  expect(fast?.connections).toBeLessThan(65_536 / 266);
  expect(fast?.connections).toBeGreaterThan(65_536 / 466);
});

test('none where the path loses packets on purpose, or one would take longer', () => {
  const many: Load = { ...shared, subscribers: 300, payloadBytes: 200 };
  expect(burstSizes({ rttMs: 80, lossPercent: 1 }, [many])).toEqual([]);
  expect(burstSizes({ rttMs: 80, downKbitPerSecond: 16 }, [many])).toEqual([]);
});
