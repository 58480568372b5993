import type { Path } from './path.ts';

/** A path with a name, and the source of its numbers. */
export interface PathPreset {
  path: Path;
  source: string;
}

const WEB_PAGE_TEST = 'WebPageTest, www/settings/connectivity.ini.sample';

/** Paths by name, for `--path`. */
export const PATH_PRESETS = {
  lan: {
    path: { rttMs: 1 },
    source: 'none published: this lab’s own round figure for a wired local network',
  },
  wifi: {
    path: { rttMs: 2, jitterMs: 1, downKbitPerSecond: 30_000, upKbitPerSecond: 15_000 },
    source:
      'Firefox, documentation of the network monitor, Throttling, profile Wi-Fi (2 ms, 30 and 15 Mbit/s); the jitter has no published source',
  },
  broadband: {
    path: { rttMs: 28, downKbitPerSecond: 5000, upKbitPerSecond: 1000 },
    source: `${WEB_PAGE_TEST}, profile Cable (28 ms, 5 and 1 Mbit/s)`,
  },
  '4g': {
    path: { rttMs: 170, downKbitPerSecond: 9000, upKbitPerSecond: 9000 },
    source: `${WEB_PAGE_TEST}, profile 4G (170 ms, 9 and 9 Mbit/s)`,
  },
  '3g': {
    path: { rttMs: 300, downKbitPerSecond: 1600, upKbitPerSecond: 768 },
    source: `${WEB_PAGE_TEST}, profile 3G (300 ms, 1.6 Mbit/s and 768 kbit/s)`,
  },
  satellite: {
    path: { rttMs: 558 },
    source:
      'RFC 2488 §2: at least 558 ms over a geostationary satellite, for stations at the edge of its view',
  },
  lossy: {
    path: { rttMs: 80, lossPercent: 1 },
    source:
      'none published: this lab’s own round figures, a continent’s distance, and one packet of a hundred lost each way',
  },
} as const satisfies Record<string, PathPreset>;
export type PathName = keyof typeof PATH_PRESETS;
export const PATH_NAMES = Object.keys(PATH_PRESETS) as PathName[];
