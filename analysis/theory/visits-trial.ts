import { setUpRoundTrips } from '../models/network.ts';
import type { Prediction, TrialConditions } from './conditions.ts';

/**
 * Visits over a path without loss and without a limit: the time until the first notification. The
 * request and its answer take two transits. TCP's handshake takes one round trip more, in which no
 * process has to wake up; it is saved where the connection is already open. Visits that all begin
 * at once wait for the server, which no model includes.
 */
export function visitsTrial({ load: { path, visits, arrivals }, transitMs }: TrialConditions): Prediction {
  if (!path || !visits || transitMs === null || arrivals.kind === 'burst') return {};
  const { lossPercent, downKbitPerSecond, upKbitPerSecond } = path;
  if (lossPercent !== undefined || downKbitPerSecond !== undefined || upKbitPerSecond !== undefined)
    return {};
  const handshakes = visits.connection === 'cold' ? setUpRoundTrips({ tls: false }) - 1 : 0;
  return { toFirstMeanMs: handshakes * path.rttMs + 2 * transitMs };
}
