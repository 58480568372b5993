import { ratePerSubscriber } from '../../analysis/claims/rates.ts';
import { longPollingGapMs, longPollingLatency } from '../../analysis/models/long-polling.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { capital, figure, list } from '../text/format.ts';

/** The round trips at which theory is said, in ms. */
const ROUND_TRIPS_MS = [20, 80, 300];

/** Values at these round trips: `10, 40 and 150 ms`. */
const atEach = (ofTransitMs: (transitMs: number) => number): string =>
  `${list(ROUND_TRIPS_MS.map(rttMs => figure(ofTransitMs(rttMs / 2))))}\u00a0ms`;

/**
 * The mean latency of a load over a distance: d for a push, d and half of the interval for a short
 * poll, d and what is left of the gap of two transits for a long poll under Poisson arrivals.
 */
function latencyInWords({ transports, ...load }: Load): string {
  const clauses: string[] = [];
  const { intervalMs } = transports['short-polling'] ?? {};
  const { waitSeconds } = transports['long-polling'] ?? {};
  const ratePerSecond = ratePerSubscriber({ transports, ...load });
  if (transports.sse || transports.websocket) clauses.push(`push ${atEach(transitMs => transitMs)}`);
  if (waitSeconds !== undefined && ratePerSecond) {
    const meanMs = (transitMs: number) => {
      const gapMs = longPollingGapMs({ transitMs, turnaroundMs: 0 });
      return longPollingLatency({ transitMs, gapMs, ratePerSecond, waitMs: 1000 * waitSeconds }).meanMs;
    };
    clauses.push(`long polling ${atEach(meanMs)}`);
  }
  if (intervalMs !== undefined && intervalMs >= Math.max(...ROUND_TRIPS_MS))
    clauses.push(`short polling ${atEach(transitMs => transitMs + intervalMs / 2)}`);
  if (clauses.length < 2) return '';
  return `By theory, mean latency over round trips of ${list(ROUND_TRIPS_MS.map(String))}\u00a0ms: ${clauses.join('; ')}.`;
}

/** What every transport needs on a new connection: TCP's handshake, and the request. */
const START = 'By theory each needs two round trips on a new connection, so a distance adds as much to each.';

/**
 * What is known of a need over a distance, where the run measured none: for latency and the first
 * notification what theory says of the load that shows the need, for all else that nobody measured
 * it.
 */
export function overDistanceInWords(measureId: string | undefined, load: Load): string {
  const theory = measureId === 'p50' ? latencyInWords(load) : measureId === 'to-first' ? START : '';
  return ['not measured over a distance.', theory].filter(Boolean).map(capital).join(' ');
}
