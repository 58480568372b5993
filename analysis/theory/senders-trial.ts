import { TRAITS, type Transport } from '../../scenarios/load/transport.ts';
import { queueWaitsMs } from '../models/push.ts';
import type { TrialConditions } from './conditions.ts';
import type { Timeline } from './timeline.ts';

// A load whose subscribers send the notifications, each its own: what comes before the delivery.

/** Whether a user's notifications leave on its own connection at once. */
const hasUpstream = (transport: Transport, upstream: 'own' | 'post') =>
  upstream === 'own' && TRAITS[transport].hasUpstream;

/**
 * The same notifications as they come to the server. A frame takes one transit. POSTs of a user are
 * sent on one connection, each after the answer to the one before it: a POST that is due meanwhile
 * waits (Lindley 1952, with a service of one round trip and the server's work). Null without d, and
 * where bandwidth is limited: all users send through one queue then, and d has bits of the other
 * direction.
 */
export function sentBySubscribers(
  timelines: readonly Timeline[],
  { load: { senders, path }, transitMs, serverMicrosPerRequest }: TrialConditions,
  transport: Transport,
): Timeline[] | null {
  if (!senders || !path || transitMs === null) return null;
  if (path.downKbitPerSecond !== undefined || path.upKbitPerSecond !== undefined) return null;
  const isFrame = hasUpstream(transport, senders.upstream);
  const postMs = 2 * transitMs + (serverMicrosPerRequest ?? 0) / 1000;
  return timelines.map(timeline => {
    const sent = timeline.atMs.map(atMs => ({ atMs, serviceMs: isFrame ? 0 : postMs }));
    const forwardMs = queueWaitsMs(sent).map(waitMs => waitMs + transitMs);
    const atMs = timeline.atMs.map((at, index) => at + (forwardMs[index] as number));
    return { ...timeline, atMs, forwardMs };
  });
}
