import { DEFAULT_HEARTBEAT_SECONDS } from './default-heartbeat.ts';

// How client and server notice that the other side is gone, where nobody tells them.

/** A heartbeat may be this late, by its way and by busy processes. */
const MARGIN_MS = 5000;

/**
 * How long a subscriber tolerates silence, in ms: two heartbeats, and a margin. Without heartbeats
 * (0) silence says nothing, so for ever.
 */
export const silenceMsFor = (heartbeatSeconds: number): number =>
  heartbeatSeconds === 0 ? Number.POSITIVE_INFINITY : 2 * heartbeatSeconds * 1000 + MARGIN_MS;

/** The same with the usual heartbeat; also how long a poller waits for an answer that is due. */
export const SILENCE_MS = silenceMsFor(DEFAULT_HEARTBEAT_SECONDS);

/** A client looks at its time-out in steps of this share of it, so it may be late by one. */
export const SILENCE_STEP_SHARE = 1 / 16;

/**
 * The server closes a WebSocket when this number of pings in a row has no pong. One may be late
 * where a client answers none while it is busy with a message, as several do.
 */
export const MISSED_PONGS = 2;

/** How long the server waits for the end of a connection that it closes. */
export const CLOSE_GRACE_MS = 5000;
