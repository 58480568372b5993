import { UNREAD_BYTES } from '../../scenarios/load/feed-limits.ts';
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
import { notificationBytes, sseEventBytes, webSocketHeadBytes } from './frames.ts';

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
 * How many bytes Linux 6.18 takes for a young connection that acknowledges nothing. Its send buffer
 * was 69,120 B, bookkeeping included (3 × 10 segments of 2,304 B: tcp_sndbuf_expand with bbr). It
 * took 42 to 87 KB of writes of 200 and 1,200 B (docs/findings.md, half-open).
 */
const LEAST_QUEUED_BYTES = 42_000;
const MOST_QUEUED_BYTES = 87_000;

/** With data under way, at the default of tcp_retries2: 15. */
const TCP_GIVES_UP_MS = 924_600;

/** A seq of the first minutes, for its digits. */
const SOME_SEQ = 100;

const streamedBytes: Partial<Record<Transport, (jsonBytes: number) => number>> = {
  sse: jsonBytes => sseEventBytes({ seq: SOME_SEQ, jsonBytes }),
  websocket: jsonBytes => webSocketHeadBytes(jsonBytes, 'server') + jsonBytes,
};

/**
 * The kernel queues what the server sends until its send buffer is full: K bytes, K/r after the
 * change at r bytes a second. From then on the connection takes nothing. At the second heartbeat
 * that finds it so, the server takes it for a slow reader, and closes it after 5 s: from K/r + h +
 * 5 s to K/r + 2h + 5 s. Null without heartbeats or a steady rate, for streams so busy that the
 * limit of unread bytes comes first or so quiet that TCP gives up first, and over other layers.
 */
function fullBufferNotices(load: Load, transport: Transport): NoticeRange | null {
  const { arrivals, audience, payloadBytes } = load;
  const heartbeatMs = heartbeatMsOf(load, transport);
  const bytesOf = streamedBytes[transport];
  if (!bytesOf || heartbeatMs === 0 || load.connection) return null;
  if (arrivals.kind !== 'periodic' || audience.kind !== 'shared') return null;
  const jsonBytes = notificationBytes({ seq: SOME_SEQ, topic: audience.topic, payloadBytes });
  const msOf = (bytes: number) => (1000 * bytes) / (arrivals.ratePerSecond * bytesOf(jsonBytes));
  const fromMs = msOf(LEAST_QUEUED_BYTES) + heartbeatMs + CLOSE_GRACE_MS;
  const toMs = msOf(MOST_QUEUED_BYTES) + 2 * heartbeatMs + CLOSE_GRACE_MS;
  const isOtherwise = msOf(UNREAD_BYTES) < 2 * heartbeatMs || toMs > TCP_GIVES_UP_MS;
  return isOtherwise ? null : { fromMs, toMs };
}

/**
 * The server pings a WebSocket once in each heartbeat h. The first ping without a pong leaves up to
 * a round trip before the change, or up to h after it. At the third such ping it closes instead,
 * and waits 5 s for the end: from 2h + 5 s to 3h + 5 s.
 */
function missingPongNotices(load: Load, transport: Transport): NoticeRange | null {
  const heartbeatMs = heartbeatMsOf(load, transport);
  if (transport !== 'websocket' || heartbeatMs === 0) return null;
  const afterMs = MISSED_PONGS * heartbeatMs + CLOSE_GRACE_MS;
  return { fromMs: afterMs - roundTripMs(load), toMs: afterMs + heartbeatMs };
}

/**
 * The server notices a dead stream by missing pongs or by a full buffer, whichever comes first. A
 * poll that was answered is over: the server keeps its connection until the kernel or a limit of
 * its own ends it, after minutes. Null where no model says when.
 */
export function serverNotices(load: Load, transport: Transport): NoticeRange | null {
  if (load.fault?.kind !== 'address') return null;
  const ranges = [missingPongNotices(load, transport), fullBufferNotices(load, transport)].filter(
    range => range !== null,
  );
  if (ranges.length === 0) return null;
  return {
    fromMs: Math.min(...ranges.map(({ fromMs }) => fromMs)),
    toMs: Math.min(...ranges.map(({ toMs }) => toMs)),
  };
}
