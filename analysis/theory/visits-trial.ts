import { setUpRoundTrips } from '../models/network.ts';
import type { Prediction, TrialConditions } from './conditions.ts';

/**
 * Visits over a path without loss and without a limit: the time until the first notification. The
 * request and its answer take two transits. The handshakes of TCP and TLS take one round trip each;
 * they are saved where the connection is already open. In that of TCP no process has to wake up;
 * the work of that of TLS is left out. Visits that all begin at once wait for the server, which no
 * model includes.
 */
export function visitsTrial({ load, transitMs }: TrialConditions): Prediction {
  const { path, visits, arrivals, connection } = load;
  if (!path || !visits || transitMs === null || arrivals.kind === 'burst') return {};
  const { lossPercent, downKbitPerSecond, upKbitPerSecond } = path;
  if (lossPercent !== undefined || downKbitPerSecond !== undefined || upKbitPerSecond !== undefined)
    return {};
  const handshakes =
    visits.connection === 'cold' ? setUpRoundTrips({ tls: connection !== undefined }) - 1 : 0;
  return { toFirstMeanMs: handshakes * path.rttMs + 2 * transitMs };
}
