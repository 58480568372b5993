import type { Transport } from '../../scenarios/load/transport.ts';
import { setUpRoundTrips } from '../models/network.ts';
import type { Prediction, TrialConditions } from './conditions.ts';
import { visitBytesPerDelivery } from './visit-bytes.ts';

/**
 * Visits: the bytes of a delivery, and over a path without loss and without a limit the time until
 * the first notification. Visits that all begin at once wait for the server, which no model of that
 * time includes.
 */
export function visitsTrial(conditions: TrialConditions, transport: Transport): Prediction {
  const bytes = visitBytesPerDelivery(conditions, transport);
  const toFirstMeanMs = toFirstMs(conditions, transport);
  return {
    ...(bytes !== null && { applicationBytesPerDelivery: bytes }),
    ...(toFirstMeanMs !== null && { toFirstMeanMs }),
  };
}

/**
 * The request and its answer take two transits. The handshakes of TCP and TLS take one round trip
 * each, and a WebSocket over HTTP/2 waits for the server’s settings; they are saved where the
 * connection is already open. In that of TCP no process has to wake up; the work of that of TLS is
 * left out.
 */
function toFirstMs({ load, transitMs }: TrialConditions, transport: Transport): number | null {
  const { path, visits, arrivals, connection } = load;
  if (!path || !visits || transitMs === null || arrivals.kind === 'burst') return null;
  const { lossPercent, downKbitPerSecond, upKbitPerSecond } = path;
  if (lossPercent !== undefined || downKbitPerSecond !== undefined || upKbitPerSecond !== undefined)
    return null;
  const settings = connection?.http === 2 && transport === 'websocket' ? 1 : 0;
  const handshakes =
    visits.connection === 'cold' ? setUpRoundTrips({ tls: connection?.tls !== undefined }) - 1 + settings : 0;
  return handshakes * path.rttMs + 2 * transitMs;
}
