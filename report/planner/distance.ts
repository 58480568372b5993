import {
  LONGEST_INTERVAL_MS,
  longestPollIntervalMs,
  longPollLatency,
  type PlannedLatency,
  SHORTEST_INTERVAL_MS,
} from './latency.ts';
import type { RoundTrip } from './round-trips.ts';

// Latency for users at different distances. Latency within each part of the users has a smallest
// value and a part that is spread evenly above it: one transit, and the wait for a poll.

/** A part of the users, and one transit to them in ms. */
export interface Reach {
  /** 0 to 1. */
  share: number;
  transitMs: number;
}

/** Each part with its transit: that of the run, and half of the round trip. */
export const reachOf = (roundTrips: readonly RoundTrip[], transitMs: number): Reach[] =>
  roundTrips.map(({ share, rttMs }) => ({ share, transitMs: transitMs + rttMs / 2 }));

/** A part of the deliveries, of which a share waits up to `spanMs` longer than `fromMs`. */
interface Spread {
  share: number;
  fromMs: number;
  spanMs: number;
  waitingShare: number;
}

const meanOf = ({ fromMs, spanMs, waitingShare }: Spread): number => fromMs + (waitingShare * spanMs) / 2;

/** The share of these deliveries that take at most so long, 0 to 1. */
function within({ fromMs, spanMs, waitingShare }: Spread, latencyMs: number): number {
  if (latencyMs < fromMs) return 0;
  const waited = spanMs === 0 ? 1 : Math.min(1, (latencyMs - fromMs) / spanMs);
  return 1 - waitingShare * (1 - waited);
}

const P99 = 0.99;
/** Halvings of a range of latencies: to a billionth of it. */
const HALVINGS = 30;

/** The latency that 99% of all deliveries do not exceed, in ms. */
function p99Of(spreads: readonly Spread[]): number {
  const [only] = spreads;
  if (only && spreads.length === 1) {
    const { fromMs, spanMs, waitingShare } = only;
    return waitingShare <= 1 - P99 ? fromMs : fromMs + spanMs * (1 - (1 - P99) / waitingShare);
  }
  let least = Math.min(...spreads.map(({ fromMs }) => fromMs));
  let most = Math.max(...spreads.map(({ fromMs, spanMs }) => fromMs + spanMs));
  const share = (latencyMs: number) =>
    spreads.reduce((sum, one) => sum + one.share * within(one, latencyMs), 0);
  // Rounding of the shares must not lose the last of them.
  if (share(least) >= P99 - 1e-12) return least;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (least + most) / 2;
    if (share(middle) >= P99 - 1e-12) most = middle;
    else least = middle;
  }
  return most;
}

const latencyOf = (spreads: readonly Spread[]): PlannedLatency => ({
  meanMs: spreads.reduce((sum, one) => sum + one.share * meanOf(one), 0),
  p99Ms: p99Of(spreads),
});

/** A push, in ms: one transit to each. */
export const pushLatencyOver = (reach: readonly Reach[]): PlannedLatency =>
  latencyOf(reach.map(({ share, transitMs }) => ({ share, fromMs: transitMs, spanMs: 0, waitingShare: 0 })));

/** Short polling every T, in ms: evenly from d to d + T. No poll may take longer than T. */
export const shortPollLatencyOver = (reach: readonly Reach[], intervalMs: number): PlannedLatency =>
  latencyOf(
    reach.map(({ share, transitMs }) => ({ share, fromMs: transitMs, spanMs: intervalMs, waitingShare: 1 })),
  );

/**
 * The longest poll interval T in ms whose p99 over all users is acceptable. It is not shorter than
 * the round trip to the farthest: their polls would not come sooner. If even that is too long, it
 * is returned, and p99 is not acceptable.
 */
export function longestPollIntervalOver(acceptableMs: number, reach: readonly Reach[]): number {
  const [only] = reach;
  if (only && reach.length === 1) return longestPollIntervalMs(acceptableMs, only.transitMs);
  let least = Math.max(SHORTEST_INTERVAL_MS, ...reach.map(({ transitMs }) => 2 * transitMs));
  let most = Math.max(LONGEST_INTERVAL_MS, least);
  const isAcceptable = (intervalMs: number) => shortPollLatencyOver(reach, intervalMs).p99Ms <= acceptableMs;
  if (isAcceptable(most)) return most;
  if (!isAcceptable(least)) return least;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (least + most) / 2;
    if (isAcceptable(middle)) least = middle;
    else most = middle;
  }
  return least;
}

/** Long polling under Poisson arrivals, in ms: d, and what is left of the gap of two transits. */
export function longPollLatencyOver(
  reach: readonly Reach[],
  polling: { ratePerSecond: number; waitMs: number },
): PlannedLatency {
  return latencyOf(
    reach.map(({ share, transitMs }) => {
      const spanMs = 2 * transitMs;
      const { meanMs } = longPollLatency({ ...polling, transitMs });
      const waitingShare = spanMs === 0 ? 0 : (2 * (meanMs - transitMs)) / spanMs;
      return { share, fromMs: transitMs, spanMs, waitingShare };
    }),
  );
}
