// Short polling in closed form. Notation of METHOD.md: T the poll interval, d one transit, s the server's time a request,
// λ the arrivals of one topic per second. λT is called `arrivalsPerPoll`.

/** The least, the mean and the largest latency that a model allows, in ms. */
export interface LatencyRange {
  minMs: number;
  meanMs: number;
  maxMs: number;
}

/** Poll interval T and one-way transit d, in ms. */
export interface FixedSchedule {
  intervalMs: number;
  transitMs: number;
}

/**
 * Latency of polls on a fixed schedule, in ms: an arrival waits for the next poll, evenly between 0 and T, then for one
 * transit. Holds for any arrivals whose moments are spread evenly over the interval: Poisson ones always are (Wolff 1982,
 * "Poisson arrivals see time averages"), others over many subscribers who poll out of step.
 * The server's time s is not in it as long as the server reads its feed at the end of s.
 */
export function fixedShortPolling({ intervalMs, transitMs }: FixedSchedule): LatencyRange {
  return { minMs: transitMs, meanMs: intervalMs / 2 + transitMs, maxMs: intervalMs + transitMs };
}

/** The share of deliveries, 0 to 1, that take at most `latencyMs`: the uniform distribution from d to T + d. */
export function fixedShortPollingCdf({ intervalMs, transitMs }: FixedSchedule, latencyMs: number): number {
  return Math.min(1, Math.max(0, (latencyMs - transitMs) / intervalMs));
}

/**
 * Latency of polls with a pause T after each answer, in ms. The next poll reaches the server one period T + 2d + s after
 * the last; an arrival waits half of that in the mean, then for one transit: T/2 + 2d + s/2. This counts the feed as read at
 * the end of s; a server that reads it first adds s.
 */
export function pausedShortPolling({
  pauseMs,
  transitMs,
  serverMs,
}: {
  pauseMs: number;
  transitMs: number;
  serverMs: number;
}): LatencyRange & { periodMs: number } {
  const periodMs = pauseMs + 2 * transitMs + serverMs;
  return { periodMs, ...fixedShortPolling({ intervalMs: periodMs, transitMs }) };
}

/** The share of polls, 0 to 1, that find nothing new under Poisson arrivals: e^(−λT), the Poisson probability of none. */
export function poissonEmptyShare(arrivalsPerPoll: number): number {
  return Math.exp(-arrivalsPerPoll);
}

/**
 * Notifications in an answer that has any, under Poisson arrivals: λT / (1 − e^(−λT)), the mean of the Poisson
 * distribution without zero. From 1 upwards.
 */
export function poissonPollBatchMean(arrivalsPerPoll: number): number {
  return arrivalsPerPoll === 0 ? 1 : arrivalsPerPoll / -Math.expm1(-arrivalsPerPoll);
}

/**
 * The share of polls, 0 to 1, that find nothing new when arrivals are exactly periodic: max(0, 1 − λT), for an interval
 * holds ⌊λT⌋ or ⌈λT⌉ of them. A stream that is dealt out to many topics at random is not periodic within its topics.
 */
export function periodicEmptyShare(arrivalsPerPoll: number): number {
  return Math.max(0, 1 - arrivalsPerPoll);
}

/**
 * Notifications in an answer that has any when arrivals are exactly periodic: max(1, λT). With λT ≥ 1 no poll is empty;
 * with λT < 1 none holds two. The mean is λT / (1 − empty share).
 */
export function periodicPollBatchMean(arrivalsPerPoll: number): number {
  return Math.max(1, arrivalsPerPoll);
}

/**
 * Bytes that are not notifications, per notification: each takes 1/(λT) polls, so H/(λT), whether λT is below 1 or above.
 * H is a request and its answer's head; that of an empty answer (204) is smaller than of one with news (200).
 */
export function shortPollHeaderBytesPerEvent({
  arrivalsPerPoll,
  emptyShare,
  requestBytes,
  newsHeadBytes,
  emptyHeadBytes,
}: {
  arrivalsPerPoll: number;
  emptyShare: number;
  requestBytes: number;
  newsHeadBytes: number;
  emptyHeadBytes: number;
}): number {
  const headBytes = emptyShare * emptyHeadBytes + (1 - emptyShare) * newsHeadBytes;
  return (requestBytes + headBytes) / arrivalsPerPoll;
}

/**
 * Clients that a polling server can carry: N clients that poll every T make N/T requests a second, and the largest latency is
 * T (and one transit, left out): N = requests/s that it sustains × largest acceptable latency.
 */
export function pollingClients({
  requestsPerSecond,
  acceptableLatencyMs,
}: {
  requestsPerSecond: number;
  acceptableLatencyMs: number;
}): number {
  return (requestsPerSecond * acceptableLatencyMs) / 1000;
}
