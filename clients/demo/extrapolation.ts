/** So many users like this page. */
export const USERS = 10_000;

/** Regular polls of every interval fall into each period equally often. */
const PERIOD_MS = 10_000;
/** The newest periods count. */
const KEPT_PERIODS = 6;
/**
 * The first period starts this long after what starts it: the opening of a connection does not
 * count, and regular polls do not fall on the ends of periods.
 */
const STARTS_AFTER_MS = 1250;

/** What one page caused per second, on average over `overSeconds`. */
export interface Rates {
  requestsPerSecond: number;
  bytesPerSecond: number;
  overSeconds: number;
}

/** Counts by complete periods of ten seconds. */
export interface Tally {
  /** Starts again, because the load has changed. */
  restart(atMs: number): void;
  add(atMs: number, requests: number, bytes: number): void;
  /** The rates over at most the last minute; null before the first period is complete. */
  rates(nowMs: number): Rates | null;
}

/** Counts the requests and the received bytes of one page, to extrapolate from. */
export function createTally(startMs: number): Tally {
  const periods = new Map<number, { requests: number; bytes: number }>();
  let fromMs = startMs + STARTS_AFTER_MS;
  const periodAt = (atMs: number) => Math.floor((atMs - fromMs) / PERIOD_MS);

  return {
    restart(atMs) {
      fromMs = atMs + STARTS_AFTER_MS;
      periods.clear();
    },
    add(atMs, requests, bytes) {
      const index = periodAt(atMs);
      if (index < 0) return;
      const before = periods.get(index);
      periods.set(index, {
        requests: (before?.requests ?? 0) + requests,
        bytes: (before?.bytes ?? 0) + bytes,
      });
      periods.delete(index - KEPT_PERIODS - 1);
    },
    rates(nowMs) {
      const complete = periodAt(nowMs);
      const count = Math.min(complete, KEPT_PERIODS);
      if (count < 1) return null;
      const overSeconds = (count * PERIOD_MS) / 1000;
      const total = { requests: 0, bytes: 0 };
      for (let index = complete - count; index < complete; index++) {
        total.requests += periods.get(index)?.requests ?? 0;
        total.bytes += periods.get(index)?.bytes ?? 0;
      }
      return {
        requestsPerSecond: total.requests / overSeconds,
        bytesPerSecond: total.bytes / overSeconds,
        overSeconds,
      };
    },
  };
}
