/** Seconds between two heartbeats of a stream, where neither load nor `serve` sets another. */
export const DEFAULT_HEARTBEAT_SECONDS = 15;
