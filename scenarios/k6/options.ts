import type { Options } from 'k6/options';
import { settings } from './settings.ts';

/** Time for a follower to close and count after its time is over. */
const LEAVE_SECONDS = 10;

/**
 * The options of every script: one iteration per virtual user, with `followersPerVu` followers in
 * each. k6 divides the users of a scenario by `--execution-segment`. Everything that a user does
 * depends on its number over all segments, so the results of the segments add up.
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
    // Without these, a missing server or a virtual user that ran out of time would pass, because
    // nothing would be counted.
    thresholds: {
      missing: ['count==0'],
      duplicate: ['count==0'],
      failed: ['count==0'],
      unfinished: ['count==0'],
      delivered: ['count>0'],
    },
    summaryTrendStats: ['count', 'avg', 'min', 'med', 'p(90)', 'p(99)', 'max'],
    // Each poll has another URL, which as a tag would create its own time series.
    systemTags: ['status', 'error_code'],
  };
}

/**
 * The numbers of a virtual user's followers over all segments, from 0. The last user may have
 * fewer.
 */
export function followersOf(vuIdInTest: number, followersPerVu: number): number[] {
  const first = (vuIdInTest - 1) * followersPerVu;
  const last = Math.min(first + followersPerVu, settings.subscribers);
  return Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
}

/** The summary as JSON if the lab requests it, else as k6 prints it. */
export const handleSummary = (data: unknown): Record<string, string> | undefined =>
  settings.summary === undefined ? undefined : { [settings.summary]: JSON.stringify(data) };
