import type { Options } from 'k6/options';
import { settings } from './settings.ts';

/** After its time is up a follower still has to close and to count. */
const LEAVE_SECONDS = 10;

/**
 * The options of every script: one iteration of each virtual user, with so many followers in each. k6 cuts the users of a
 * scenario by `--execution-segment`, and all that a user does follows from its number over all segments, so that parts add up.
 */
export function optionsFor(followersPerVu: number): Options {
  return {
    scenarios: {
      follow: {
        executor: 'per-vu-iterations',
        vus: Math.max(1, Math.ceil(settings.subscribers / followersPerVu)),
        iterations: 1,
        maxDuration: `${settings.followSeconds + LEAVE_SECONDS}s`,
        gracefulStop: '0s',
      },
    },
    // A server that is not there, or a virtual user whose time ran out, would else pass by having nothing to say.
    thresholds: {
      missing: ['count==0'],
      duplicate: ['count==0'],
      failed: ['count==0'],
      unfinished: ['count==0'],
      delivered: ['count>0'],
    },
    summaryTrendStats: ['count', 'avg', 'min', 'med', 'p(90)', 'p(99)', 'max'],
    // Each poll has another address: as a tag it would make a time series of its own.
    systemTags: ['status', 'error_code'],
  };
}

/** The numbers of a virtual user's followers over all segments, from 0; the last user may have fewer. */
export function followersOf(vuIdInTest: number, followersPerVu: number): number[] {
  const first = (vuIdInTest - 1) * followersPerVu;
  const last = Math.min(first + followersPerVu, settings.subscribers);
  return Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
}

/** The summary as JSON where the lab wants it, else as k6 prints it by itself. */
export const handleSummary = (data: unknown): Record<string, string> | undefined =>
  settings.summary === undefined ? undefined : { [settings.summary]: JSON.stringify(data) };
