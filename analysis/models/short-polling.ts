// Short polling in closed form. Notation of METHOD.md: T the poll interval, d one transit, s the
// server's time per request, λ the arrivals of one topic per second. λT is called
// `arrivalsPerPoll`.

/** The smallest, the mean and the largest latency of a model, in ms. */
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
 * Latency of polls on a fixed schedule, in ms. An arrival waits for the next poll, uniformly
 * between 0 and T, and then for one transit. This holds for all arrivals that are spread evenly
 * over the interval. Poisson arrivals always are (Wolff 1982, "Poisson arrivals see time
 * averages"); others are over many subscribers that poll out of step. The server's time s adds
 * nothing if the server reads its feed at the end of s.
 */
export function fixedShortPolling({ intervalMs, transitMs }: FixedSchedule): LatencyRange {
  return { minMs: transitMs, meanMs: intervalMs / 2 + transitMs, maxMs: intervalMs + transitMs };
}

/**
 * The share of deliveries, 0 to 1, with at most `latencyMs`: the uniform distribution from d to T +
 * d.
 */
export function fixedShortPollingCdf({ intervalMs, transitMs }: FixedSchedule, latencyMs: number): number {
  return Math.min(1, Math.max(0, (latencyMs - transitMs) / intervalMs));
}

/**
 * Latency of polls with a pause T after each answer, in ms. The next poll reaches the server one
 * period T + 2d + s after the last. An arrival waits half a period in the mean, then for one
 * transit: T/2 + 2d + s/2. The server reads its feed at the end of s; one that reads it first adds
 * s.
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

/**
 * The share of empty polls, 0 to 1, under Poisson arrivals: e^(−λT), the Poisson probability of no
 * arrival.
 */
export function poissonEmptyShare(arrivalsPerPoll: number): number {
  return Math.exp(-arrivalsPerPoll);
}

/**
 * The mean number of notifications in an answer that is not empty, under Poisson arrivals. It is
 * λT / (1 − e^(−λT)), the mean of the zero-truncated Poisson distribution, and at least 1.
 */
export function poissonPollBatchMean(arrivalsPerPoll: number): number {
  return arrivalsPerPoll === 0 ? 1 : arrivalsPerPoll / -Math.expm1(-arrivalsPerPoll);
}

/**
 * The share of empty polls, 0 to 1, if arrivals are exactly periodic: max(0, 1 − λT), because an
 * interval has ⌊λT⌋ or ⌈λT⌉ arrivals. A stream that is divided among many topics at random is not
 * periodic within its topics.
 */
export function periodicEmptyShare(arrivalsPerPoll: number): number {
  return Math.max(0, 1 - arrivalsPerPoll);
}

/**
 * The mean number of notifications in an answer that is not empty, if arrivals are exactly
 * periodic: max(1, λT). With λT ≥ 1 no poll is empty; with λT < 1 no poll has two. The mean is λT /
 * (1 − empty share).
 */
export function periodicPollBatchMean(arrivalsPerPoll: number): number {
  return Math.max(1, arrivalsPerPoll);
}

/**
 * Bytes that are not notifications, per notification. Each notification takes 1/(λT) polls, so it
 * is H/(λT), for λT below 1 and above. H is the bytes of a request and of its answer's header. An
 * empty answer (204) has a smaller header than another (200).
 */
export function shortPollHeaderBytesPerEvent({
  arrivalsPerPoll,
  emptyShare,
  requestBytes,
  nonEmptyHeadBytes,
  emptyHeadBytes,
}: {
  arrivalsPerPoll: number;
  emptyShare: number;
  requestBytes: number;
  nonEmptyHeadBytes: number;
  emptyHeadBytes: number;
}): number {
  const headBytes = emptyShare * emptyHeadBytes + (1 - emptyShare) * nonEmptyHeadBytes;
  return (requestBytes + headBytes) / arrivalsPerPoll;
}

/**
 * Clients that a polling server can carry. N clients that poll every T make N/T requests per
 * second. The largest latency is T (plus one transit, left out here). So N = sustained requests per
 * second × largest acceptable latency.
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
