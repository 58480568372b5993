import type { LatencyRange } from './short-polling.ts';

// Long polling in closed form. Notation of METHOD.md: d one transit, λ the arrivals of one topic per second, G the gap between
// an answer's leaving the server and the next poll's coming in. During G arrivals wait; what waits goes out at once when the
// poll comes, and when nothing does, the next arrival goes out alone.

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

/** Arrivals of the topic per second, the gap G, and how long the server lets a poll wait (for ever, unless it is said). */
export interface LongPolling {
  ratePerSecond: number;
  gapMs: number;
  waitMs?: number;
}

/** What one poll brings under Poisson arrivals, all polls being alike: mean notifications, and the probability of any. */
function poissonPoll({ ratePerSecond, gapMs, waitMs = Number.POSITIVE_INFINITY }: LongPolling) {
  const arrivalsPerGap = (ratePerSecond * gapMs) / 1000;
  const arrivalsPerWait = (ratePerSecond * waitMs) / 1000;
  const notifications = arrivalsPerGap + Math.exp(-arrivalsPerGap) * -Math.expm1(-arrivalsPerWait);
  // Not by 1 − e^…, which would lose the digits of rare arrivals.
  const newsShare = -Math.expm1(-arrivalsPerGap - arrivalsPerWait);
  return { arrivalsPerGap, notifications, newsShare };
}

/** The share of polls, 0 to 1, that end without news under Poisson arrivals: e^(−λ(G + wait)), nothing in gap and wait. */
export function longPollingEmptyShare(polling: LongPolling): number {
  return 1 - poissonPoll(polling).newsShare;
}

/**
 * Notifications in an answer that has any, under Poisson arrivals. For a poll that waits for ever λG + e^(−λG): what came in
 * the gap, or else the one that was waited for. For a bounded wait
 * (λG + e^(−λG)(1 − e^(−λ·wait))) / (1 − e^(−λ(G + wait))). A renewal argument: each poll begins the game anew.
 */
export function longPollingBatchMean(polling: LongPolling): number {
  const { notifications, newsShare } = poissonPoll(polling);
  return newsShare === 0 ? 1 : notifications / newsShare;
}

/** Requests of one subscriber per second, empty ones included, under Poisson arrivals: λ / notifications a poll. */
export function longPollingRequestsPerSecond(polling: LongPolling): number {
  return polling.ratePerSecond / poissonPoll(polling).notifications;
}

/**
 * Latency under Poisson arrivals, in ms: one transit d and, for what came in the gap, the rest of it. Those that come in one
 * gap wait λG²/2 together, so the mean is d + (λG²/2) / (notifications a poll); the renewal-reward theorem (Ross,
 * Introduction to Probability Models, §7.4). From d for rare arrivals to d + G/2 for frequent ones; the largest is d + G, which
 * without turnaround is the "one to over three transits" of RFC 6202 §2.2.
 */
export function longPollingLatency(polling: LongPolling & { transitMs: number }): LatencyRange {
  const { transitMs, gapMs } = polling;
  const { arrivalsPerGap, notifications } = poissonPoll(polling);
  // No arrivals, no waits; and 0/0 where the wait is 0 as well.
  const waitMs = arrivalsPerGap === 0 ? 0 : (arrivalsPerGap * gapMs) / 2 / notifications;
  return { minMs: transitMs, meanMs: transitMs + waitMs, maxMs: transitMs + gapMs };
}

/**
 * Notifications in an answer when arrivals are exactly periodic and no poll ends without news: max(1, λG). With λG ≤ 1 the
 * poll is back before the next arrival; with λG ≥ 1 something always waits, so that a poll leaves every G.
 */
export function periodicLongPollingBatchMean({ ratePerSecond, gapMs }: LongPolling): number {
  return Math.max(1, (ratePerSecond * gapMs) / 1000);
}

/** Latency when arrivals are exactly periodic, in ms: d with λG ≤ 1, else d + G/2 in the mean over all phases. */
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

/** Bytes that are not notifications, per notification: H/batch, H being a request and its answer's head, in bytes. */
export function longPollHeaderBytesPerEvent({
  headerBytes,
  batchMean,
}: {
  headerBytes: number;
  batchMean: number;
}): number {
  return headerBytes / batchMean;
}
