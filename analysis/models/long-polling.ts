import type { LatencyRange } from './short-polling.ts';

// Long polling in closed form. Notation of METHOD.md: d is one transit and λ the arrivals of one
// topic per second. G is the gap from the moment an answer leaves the server to the arrival of the
// next poll. Arrivals during G wait, and the next poll gets them at once. If none waits, the next
// arrival goes out alone.

/** The gap G in ms: the answer's transit, the client's turnaround, the next request's transit. */
export function longPollingGapMs({
  transitMs,
  turnaroundMs,
}: {
  transitMs: number;
  turnaroundMs: number;
}): number {
  return 2 * transitMs + turnaroundMs;
}

/**
 * Arrivals of the topic per second, the gap G, and the longest wait of a poll at the server
 * (unlimited by default).
 */
export interface LongPolling {
  ratePerSecond: number;
  gapMs: number;
  waitMs?: number;
}

/**
 * The result of one poll under Poisson arrivals: its mean number of notifications, and the
 * probability of any.
 */
function poissonPoll({ ratePerSecond, gapMs, waitMs = Number.POSITIVE_INFINITY }: LongPolling) {
  const arrivalsPerGap = (ratePerSecond * gapMs) / 1000;
  const arrivalsPerWait = (ratePerSecond * waitMs) / 1000;
  const notifications = arrivalsPerGap + Math.exp(-arrivalsPerGap) * -Math.expm1(-arrivalsPerWait);
  // 1 − e^… would lose the digits of rare arrivals.
  const nonEmptyShare = -Math.expm1(-arrivalsPerGap - arrivalsPerWait);
  return { arrivalsPerGap, notifications, nonEmptyShare };
}

/**
 * The share of empty polls, 0 to 1, under Poisson arrivals: e^(−λ(G + wait)), no arrival in gap and
 * wait.
 */
export function longPollingEmptyShare(polling: LongPolling): number {
  return 1 - poissonPoll(polling).nonEmptyShare;
}

/**
 * The mean number of notifications in an answer that is not empty, under Poisson arrivals. Without
 * a limit on the wait it is λG + e^(−λG): the arrivals in the gap, or else the next arrival. With a
 * limit it is (λG + e^(−λG)(1 − e^(−λ·wait))) / (1 − e^(−λ(G + wait))). This is a renewal argument:
 * each poll starts the process anew.
 */
export function longPollingBatchMean(polling: LongPolling): number {
  const { notifications, nonEmptyShare } = poissonPoll(polling);
  return nonEmptyShare === 0 ? 1 : notifications / nonEmptyShare;
}

/**
 * Requests of one subscriber per second, empty ones included, under Poisson arrivals: λ /
 * notifications per poll.
 */
export function longPollingRequestsPerSecond(polling: LongPolling): number {
  return polling.ratePerSecond / poissonPoll(polling).notifications;
}

/**
 * Latency under Poisson arrivals, in ms: one transit d and, for arrivals in the gap, the rest of
 * the gap. The arrivals of one gap wait λG²/2 in total. So the mean is d + (λG²/2) / (notifications
 * per poll), by the renewal-reward theorem (Ross, Introduction to Probability Models, §7.4). The
 * mean is d for rare arrivals and d + G/2 for frequent ones. The largest latency is d + G. Without
 * turnaround that is the "one to over three transits" of RFC 6202 §2.2.
 */
export function longPollingLatency(polling: LongPolling & { transitMs: number }): LatencyRange {
  const { transitMs, gapMs } = polling;
  const { arrivalsPerGap, notifications } = poissonPoll(polling);
  // Without arrivals there are no waits; with a wait of 0 as well, the quotient would be 0/0.
  const waitMs = arrivalsPerGap === 0 ? 0 : (arrivalsPerGap * gapMs) / 2 / notifications;
  return { minMs: transitMs, meanMs: transitMs + waitMs, maxMs: transitMs + gapMs };
}

/**
 * Notifications in an answer if arrivals are exactly periodic and no poll is empty: max(1, λG).
 * With λG ≤ 1 the next poll comes before the next arrival. With λG ≥ 1 an arrival always waits, so
 * each poll is answered at once, one every G.
 */
export function periodicLongPollingBatchMean({ ratePerSecond, gapMs }: LongPolling): number {
  return Math.max(1, (ratePerSecond * gapMs) / 1000);
}

/**
 * Latency if arrivals are exactly periodic, in ms: d with λG ≤ 1, otherwise d + G/2 in the mean
 * over all phases.
 */
export function periodicLongPollingLatency({
  ratePerSecond,
  gapMs,
  transitMs,
}: LongPolling & { transitMs: number }): LatencyRange {
  const keepsUp = (ratePerSecond * gapMs) / 1000 <= 1;
  return {
    minMs: transitMs,
    meanMs: transitMs + (keepsUp ? 0 : gapMs / 2),
    maxMs: transitMs + (keepsUp ? 0 : gapMs),
  };
}

/**
 * Bytes that are not notifications, per notification: H/batch. H is the bytes of a request and of
 * its answer's header.
 */
export function longPollHeaderBytesPerEvent({
  headerBytes,
  batchMean,
}: {
  headerBytes: number;
  batchMean: number;
}): number {
  return headerBytes / batchMean;
}
