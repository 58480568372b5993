import { longPollingGapMs, longPollingLatency } from '../../analysis/models/long-polling.ts';
import { queueWaitMeanMs } from '../../analysis/models/push.ts';
import { fixedShortPolling } from '../../analysis/models/short-polling.ts';

/** What a delivery takes, or a part of it. */
export interface PlannedLatency {
  meanMs: number;
  p99Ms: number;
}

/** Nobody asks more often than a hundred times a second, nor before the last answer is there. */
const SHORTEST_INTERVAL_MS = 10;
/** Proxies and servers close a connection on which nothing happens for longer than about a minute. */
const LONGEST_INTERVAL_MS = 60_000;

/**
 * The longest poll interval T in ms whose p99 is still acceptable: latency is uniform from d to T + d, so p99 = d + 0.99 T. Where even
 * the shortest one is too long, that; p99 is then not acceptable.
 */
export function longestPollIntervalMs(acceptableMs: number, transitMs: number): number {
  const shortestMs = Math.max(SHORTEST_INTERVAL_MS, 2 * transitMs);
  return Math.min(Math.max((acceptableMs - transitMs) / 0.99, shortestMs), LONGEST_INTERVAL_MS);
}

/** Latency of short polling at random moments; its queue at the server is small beside the interval, and not in it. */
export function shortPollLatency(intervalMs: number, transitMs: number): PlannedLatency {
  const { meanMs } = fixedShortPolling({ intervalMs, transitMs });
  return { meanMs, p99Ms: transitMs + 0.99 * intervalMs };
}

/**
 * Latency of long polling under Poisson arrivals, with a client that asks again at once: gap G = 2d. The share of the deliveries
 * that come in a gap waits evenly between 0 and G, so that the mean tells that share, and the share p99.
 */
export function longPollLatency(polling: {
  ratePerSecond: number;
  waitMs: number;
  transitMs: number;
}): PlannedLatency {
  const { transitMs } = polling;
  const gapMs = longPollingGapMs({ transitMs, turnaroundMs: 0 });
  const { meanMs } = longPollingLatency({ ...polling, gapMs });
  const waitingShare = gapMs === 0 ? 0 : (2 * (meanMs - transitMs)) / gapMs;
  const p99WaitMs = waitingShare <= 0.01 ? 0 : gapMs * (1 - 0.01 / waitingShare);
  return { meanMs, p99Ms: transitMs + p99WaitMs };
}

/**
 * How long a delivery waits until those before it are out: M/D/1. Its p99 comes from the exponential law that the waits of a busy
 * server approach (Kingman 1961): those who wait at all, a share of ρ, wait mean / ρ in the mean. It is too high rather than too
 * low, by a tenth at ρ = 0.7.
 */
export function queueWait(queue: { ratePerSecond: number; serviceMs: number }): PlannedLatency {
  const utilization = (queue.ratePerSecond * queue.serviceMs) / 1000;
  const meanMs = queueWaitMeanMs(queue);
  const p99Ms = utilization <= 0.01 ? 0 : (meanMs / utilization) * Math.log(100 * utilization);
  return { meanMs, p99Ms };
}

/** One after the other. The sum of two p99 is at least the p99 of the sum where their tails are short. */
export function together(first: PlannedLatency, second: PlannedLatency): PlannedLatency {
  return { meanMs: first.meanMs + second.meanMs, p99Ms: first.p99Ms + second.p99Ms };
}
