import { heartbeatSecondsOf } from '../../scenarios/load/heartbeat.ts';
import type { Load } from '../../scenarios/load/load.ts';
import {
  CLOSE_GRACE_MS,
  MISSED_PONGS,
  SILENCE_MS,
  SILENCE_STEP_SHARE,
  silenceMsFor,
} from '../../scenarios/load/time-outs.ts';
import { TRAITS, type Transport } from '../../scenarios/load/transport.ts';
import { DEFAULT_HEARTBEAT_SECONDS } from '../../scenarios/load/transport-options.ts';

// The clients have another address, and nobody says so: when each side notices that the connections
// of before are dead. By the time-outs of both sides, in ms after the change.

/** The earliest and the latest of a number of connections. */
export interface NoticeRange {
  fromMs: number;
  toMs: number;
}

const heartbeatMsOf = (load: Load, transport: Transport): number =>
  (heartbeatSecondsOf(load, transport) ?? DEFAULT_HEARTBEAT_SECONDS) * 1000;

const roundTripMs = ({ path }: Load): number => path?.rttMs ?? 0;

/**
 * How long a client tolerates silence, and how long before or after the change that may have begun.
 * Null where nothing says so: for references, and streams without heartbeats or a steady rate.
 */
function silenceOf(load: Load, transport: Transport): { limitMs: number; sinceMs: [number, number] } | null {
  const { transports, arrivals, audience } = load;
  const { delivery, isReference } = TRAITS[transport];
  if (isReference) return null;
  if (delivery === 'short-polling') {
    const { intervalMs } = transports['short-polling'] ?? { intervalMs: 0 };
    return { limitMs: SILENCE_MS, sinceMs: [-roundTripMs(load), intervalMs] };
  }
  if (arrivals.kind !== 'periodic' || audience.kind !== 'shared') return null;
  const sinceMs: [number, number] = [-1000 / arrivals.ratePerSecond, 0];
  if (delivery === 'long-polling') {
    const { waitSeconds } = transports['long-polling'] ?? { waitSeconds: 0 };
    return { limitMs: SILENCE_MS + waitSeconds * 1000, sinceMs };
  }
  const limitMs = silenceMsFor(heartbeatMsOf(load, transport) / 1000);
  return Number.isFinite(limitMs) ? { limitMs, sinceMs } : null;
}

/**
 * A client gives its connection up when it has been silent for S. S is two heartbeats and 5 s for a
 * stream, 35 s for a poll, and as much longer as a long poll may wait. The silence began with the
 * last notification before the change; for a short poll it begins with the next poll. The client
 * may be late by S/16. Where its system tells it of the change before that, it notices then. Null
 * where it never does, or no model says when.
 */
export function clientNotices(load: Load, transport: Transport): NoticeRange | null {
  const { fault } = load;
  if (fault?.kind !== 'address') return null;
  const silence = silenceOf(load, transport);
  const toldMs = (fault.toldAfterSeconds ?? Number.POSITIVE_INFINITY) * 1000;
  if (silence && silence.limitMs < toldMs) {
    const { limitMs, sinceMs } = silence;
    return { fromMs: limitMs + sinceMs[0], toMs: limitMs * (1 + SILENCE_STEP_SHARE) + sinceMs[1] };
  }
  return Number.isFinite(toldMs) ? { fromMs: toldMs, toMs: toldMs } : null;
}

/**
 * The server pings a WebSocket once in each heartbeat h. The first ping without a pong leaves up to
 * a round trip before the change, or up to h after it. At the third such ping it closes instead,
 * and waits 5 s for the end: from 2h + 5 s to 3h + 5 s. Nothing comes back over SSE, and a poll
 * that was answered is over: the server keeps these until the kernel or a limit of its own ends
 * them, after minutes. Null for these.
 */
export function serverNotices(load: Load, transport: Transport): NoticeRange | null {
  if (load.fault?.kind !== 'address' || transport !== 'websocket') return null;
  const heartbeatMs = heartbeatMsOf(load, transport);
  if (heartbeatMs === 0) return null;
  const afterMs = MISSED_PONGS * heartbeatMs + CLOSE_GRACE_MS;
  return { fromMs: afterMs - roundTripMs(load), toMs: afterMs + heartbeatMs };
}
