import { describe, expect, test } from 'vitest';
import { knotsSeen } from '../../../../bench/calibration/path/bounds.ts';
import { lossInterval } from '../../../../bench/calibration/path/loss-interval.ts';
import {
  baselineOf,
  bulkOf,
  frameBytesOf,
  limitsOf,
  probesOf,
  probingSeconds,
  streamMicros,
} from '../../../../bench/calibration/path/streams.ts';
import { frameMs } from '../../../../bench/calibration/path/wanted.ts';
import { KBIT_PER_SECOND, type Path } from '../../../../scenarios/load/path.ts';
import { PATH_PRESETS } from '../../../../scenarios/load/path-presets.ts';

const secondsOf = (path: Path) => streamMicros(probesOf(path, 'down')) / 1e6;

describe('probes', () => {
  test('are sent fast over a path that is not limited', () => {
    expect(probesOf({ rttMs: 80 }, 'down')).toEqual({ packets: 300, everyMicros: 2000, bytes: 60 });
  });

  test('do not wait for each other before a limit', () => {
    for (const kbit of [8, 64, 256, 1000, 1_000_000]) {
      const stream = probesOf({ rttMs: 80, downKbitPerSecond: kbit }, 'down');
      expect(stream.everyMicros).toBeGreaterThanOrEqual(2000 * frameMs(frameBytesOf(stream), kbit));
    }
  });

  test.each<Omit<Path, 'rttMs'>>([
    { lossPercent: 0.1 },
    { lossPercent: 0.5 },
    { lossPercent: 1 },
    { lossPercent: 1, lossBurstPackets: 5 },
    { lossPercent: 50, lossBurstPackets: 100 },
    { lossPercent: 1, downKbitPerSecond: 256 },
  ])('tell a loss from none: %j', loss => {
    const { packets } = probesOf({ rttMs: 80, ...loss }, 'down');
    const { lossPercent = 0, lossBurstPackets } = loss;
    expect(lossInterval(packets, lossPercent / 100, lossBurstPackets).from).toBeGreaterThan(0);
  });

  test('see enough of a jitter', () => {
    for (const jitterMs of [0.1, 2, 10]) {
      const path = { rttMs: 80, jitterMs };
      expect(knotsSeen({ jitterMs }, probesOf(path, 'down'))).toBeGreaterThanOrEqual(200);
    }
    const path = { rttMs: 80, jitterMs: 40 };
    expect(knotsSeen({ jitterMs: 40 }, probesOf(path, 'down'))).toBe(50);
  });

  test('take 8 s at most, whatever the path', () => {
    expect(secondsOf({ rttMs: 0, downKbitPerSecond: 8 })).toBeLessThanOrEqual(8);
    expect(secondsOf({ rttMs: 80, lossPercent: 0.001 })).toBeLessThanOrEqual(8);
    expect(secondsOf({ rttMs: 2000, jitterMs: 1000 })).toBeLessThanOrEqual(8);
    expect(secondsOf({ rttMs: 80 })).toBeLessThan(1);
  });
});

test('the empty path is probed at the pace of the path, for a short time', () => {
  expect(baselineOf({ rttMs: 80 }, 'down')).toEqual(probesOf({ rttMs: 80 }, 'down'));
  const lossy = { rttMs: 80, lossPercent: 1 };
  expect(baselineOf(lossy, 'down')).toEqual({ packets: 1000, everyMicros: 1000, bytes: 60 });
  const narrow = { rttMs: 80, downKbitPerSecond: 8 };
  expect(baselineOf(narrow, 'down')).toEqual({ packets: 10, everyMicros: 204_000, bytes: 60 });
});

describe('the stream that shows a limit', () => {
  test.each([8, 64, 256, 1000, 9000, 1_000_000])('exceeds %d kbit/s, and is over soon', kbit => {
    const bulk = bulkOf(kbit);
    const frame = frameMs(frameBytesOf(bulk), kbit);
    expect(bulk.everyMicros).toBeLessThan((1000 * frame) / 1.4);
    expect(bulk.packets).toBeGreaterThanOrEqual(20);
    expect((bulk.packets * frame) / 1000).toBeLessThan(2.1);
  });

  test('goes over the path without loss and jitter: either would hide the limit', () => {
    const path: Path = {
      rttMs: 80,
      jitterMs: 40,
      lossPercent: 40,
      lossBurstPackets: 100,
      downKbitPerSecond: 1000,
    };
    expect(limitsOf(path)).toEqual({ rttMs: 80, downKbitPerSecond: 1000 });
    expect(limitsOf({ rttMs: 80, congestionControl: 'bbr' })).toEqual({
      rttMs: 80,
      congestionControl: 'bbr',
    });
  });
});

test('the streams of any path take less than 40 s together', () => {
  const worst: Path = {
    rttMs: 2000,
    jitterMs: 1000,
    lossPercent: 0.001,
    downKbitPerSecond: KBIT_PER_SECOND.minimum,
    upKbitPerSecond: KBIT_PER_SECOND.minimum,
  };
  expect(probingSeconds(worst)).toBeLessThan(40);
  for (const { path } of Object.values(PATH_PRESETS)) expect(probingSeconds(path)).toBeLessThan(10);
});
