import { expect, test } from 'vitest';
import type { Path } from '../../../scenarios/load/path.ts';
import { PATH_NAMES, PATH_PRESETS } from '../../../scenarios/load/path-presets.ts';
import { pathInWords, presetOf } from '../../../scenarios/load/path-words.ts';

test.each<[Path, string]>([
  [{ rttMs: 0 }, 'no delay, no loss and no limit'],
  [{ rttMs: 80, lossPercent: 1 }, '80 ms round trip, 1% loss each way'],
  [{ rttMs: 0, downKbitPerSecond: 256 }, '256 kbit/s down'],
  [{ rttMs: 170, downKbitPerSecond: 9000, upKbitPerSecond: 9000 }, '170 ms round trip, 9 Mbit/s each way'],
  [
    {
      rttMs: 1500,
      jitterMs: 10,
      lossPercent: 0.5,
      lossBurstPackets: 5,
      downKbitPerSecond: 1600,
      upKbitPerSecond: 768,
      congestionControl: 'bbr',
    },
    '1,500 ms round trip, jitter of up to 10 ms each way, 0.5% loss each way in bursts of 5 packets on average, 1.6 Mbit/s down, 768 kbit/s up, congestion control bbr',
  ],
])('%j in words', (path, words) => expect(pathInWords(path)).toBe(words));

test('a path that equals a preset has its name, and any other has none', () => {
  for (const name of PATH_NAMES) {
    const { path }: { path: Path } = PATH_PRESETS[name];
    expect(presetOf({ ...path })).toBe(name);
    expect(presetOf({ ...path, congestionControl: 'reno' })).toBe(null);
  }
});
