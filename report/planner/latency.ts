import { longPollingGapMs, longPollingLatency } from '../../analysis/models/long-polling.ts';
import { pushLatency, queueWaitMeanMs } from '../../analysis/models/push.ts';
import { fixedShortPolling } from '../../analysis/models/short-polling.ts';

/** The latency of a delivery, or a part of it. */
export interface PlannedLatency {
  meanMs: number;
  p99Ms: number;
}

/** A client polls at most 100 times per second, and not before the last answer has arrived. */
export const SHORTEST_INTERVAL_MS = 10;
/** Proxies and servers close a connection that is idle for longer than about a minute. */
export const LONGEST_INTERVAL_MS = 60_000;

/**
 * The longest poll interval T in ms whose p99 is acceptable: latency is uniform from d to T + d, so
 * p99 = d + 0.99 T. If even the shortest interval is too long, it is returned, and p99 is not
 * acceptable.
 */
export function longestPollIntervalMs(acceptableMs: number, transitMs: number): number {
  const shortestMs = Math.max(SHORTEST_INTERVAL_MS, 2 * transitMs);
  return Math.min(Math.max((acceptableMs - transitMs) / 0.99, shortestMs), LONGEST_INTERVAL_MS);
}

/**
 * Latency of short polling at random times. Its queue at the server is left out: the interval is
 * far longer.
 */
export function shortPollLatency(intervalMs: number, transitMs: number): PlannedLatency {
  const { meanMs } = fixedShortPolling({ intervalMs, transitMs });
  return { meanMs, p99Ms: transitMs + 0.99 * intervalMs };
}

/**
 * Latency of long polling under Poisson arrivals, with a client that polls again at once: gap G =
 * 2d. Deliveries that come in a gap wait uniformly between 0 and G. Their share follows from the
 * mean, and p99 from the share.
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
 * The wait of a delivery for those before it: M/D/1. Its p99 comes from the exponential law that
 * the waits of a busy server approach (Kingman 1961). A share ρ of the deliveries waits at all, and
 * their mean wait is mean / ρ. This p99 is rather too high than too low, by a tenth at ρ = 0.7.
 */
export function queueWait(queue: { ratePerSecond: number; serviceMs: number }): PlannedLatency {
  const utilization = (queue.ratePerSecond * queue.serviceMs) / 1000;
  const meanMs = queueWaitMeanMs(queue);
  const p99Ms = utilization <= 0.01 ? 0 : (meanMs / utilization) * Math.log(100 * utilization);
  return { meanMs, p99Ms };
}

/**
 * The wait of an event for those before it, evenly spaced. Each is served for S, 1/λ apart. As long
 * as S < 1/λ the one before is done: by Lindley (1952), W' = max(0, W + S − 1/λ) stays 0. From
 * S = 1/λ on the process is full: at S > 1/λ each event waits longer than the one before.
 */
export function evenQueueWait(queue: { ratePerSecond: number; serviceMs: number }): PlannedLatency {
  const waitMs = (queue.ratePerSecond * queue.serviceMs) / 1000 < 1 ? 0 : Number.POSITIVE_INFINITY;
  return { meanMs: waitMs, p99Ms: waitMs };
}

/**
 * The wait of a delivery for its turn among the `followers` F deliveries of its event: (F − 1)/2 ·
 * c in the mean, 0.99 (F − 1) c at p99 of all deliveries. `writeMicros` c is the time of one.
 */
export function turnWait({
  followers,
  writeMicros,
}: {
  followers: number;
  writeMicros: number;
}): PlannedLatency {
  const { meanMs, maxMs } = pushLatency({ transitMs: 0, followers, writeMicros });
  return { meanMs, p99Ms: 0.99 * maxMs };
}

/**
 * Two latencies in sequence. For short tails, the sum of two p99 is at least the p99 of the sum.
 */
export function together(first: PlannedLatency, second: PlannedLatency): PlannedLatency {
  return { meanMs: first.meanMs + second.meanMs, p99Ms: first.p99Ms + second.p99Ms };
}
