import { expect, test } from 'vitest';
import { byPath, pathInShort, pathKindOf, transitOverMs } from '../../../analysis/runs/paths.ts';
import { PATH_PRESETS } from '../../../scenarios/load/path-presets.ts';

test('a path is named in a few words', () => {
  expect(pathInShort(PATH_PRESETS.lan.path)).toBe('1 ms');
  expect(pathInShort(PATH_PRESETS.lossy.path)).toBe('80 ms, 1% loss');
  expect(pathInShort(PATH_PRESETS.broadband.path)).toBe('28 ms, 5 Mbit/s down, 1 Mbit/s up');
  expect(pathInShort(PATH_PRESETS['4g'].path)).toBe('170 ms, 9 Mbit/s');
  expect(pathInShort(PATH_PRESETS.wifi.path)).toBe('2 ms, jitter 1 ms, 30 Mbit/s down, 15 Mbit/s up');
  expect(pathInShort({ rttMs: 80, lossPercent: 0.5, lossBurstPackets: 3, congestionControl: 'bbr' })).toBe(
    '80 ms, 0.5% loss in bursts, bbr',
  );
});

test('paths stand by kind, then near before far, then good before bad', () => {
  const paths = [
    { rttMs: 20, downKbitPerSecond: 256 },
    { rttMs: 20, downKbitPerSecond: 1000 },
    { rttMs: 80, lossPercent: 3 },
    { rttMs: 300 },
    { rttMs: 80, lossPercent: 1, lossBurstPackets: 4 },
    { rttMs: 80, lossPercent: 1 },
    { rttMs: 20 },
  ];
  expect(paths.toSorted(byPath).map(pathInShort)).toEqual([
    '20 ms',
    '300 ms',
    '80 ms, 1% loss',
    '80 ms, 1% loss in bursts',
    '80 ms, 3% loss',
    '20 ms, 1 Mbit/s down',
    '20 ms, 256 kbit/s down',
  ]);
  expect(paths.map(pathKindOf)).toEqual(['narrow', 'narrow', 'loss', 'distance', 'loss', 'loss', 'distance']);
});

test('a transit is the calibrated one, else half of the round trip', () => {
  const path = { rttMs: 80 };
  expect(transitOverMs({}, path)).toBe(40);
  const direction = {
    probes: 100,
    wantedDelayMs: 40,
    measuredDelayMs: 40,
    wantedSpreadMs: 0,
    measuredSpreadMs: 0,
    counted: 100,
    lostPackets: 0,
    lossFromPercent: 0,
    lossToPercent: 1,
    wantedKbitPerSecond: null,
    measuredKbitPerSecond: null,
  };
  const calibration = {
    path: { rttMs: 80 },
    backEnd: 'relay' as const,
    down: direction,
    up: direction,
    baselineDelayMs: 0.1,
    transitMs: 40.4,
    burst: null,
    reasons: [],
  };
  expect(transitOverMs({ paths: [calibration] }, path)).toBe(40.4);
  expect(transitOverMs({ paths: [{ ...calibration, transitMs: null }] }, path)).toBe(40);
  expect(transitOverMs({ paths: [calibration] }, { rttMs: 20 })).toBe(10);
});
