import type { LatencyRange } from './short-polling.ts';

// SSE, WebSocket and the floor: one connection a subscriber, written to as soon as there is something.

/** One-way transit d in ms, followers F of the topic, and c, the time that one more delivery takes, in µs. */
export interface FanOut {
  transitMs: number;
  followers: number;
  writeMicros: number;
}

/**
 * Latency of a push, in ms: d, plus the place in the fan-out. The i-th of F followers waits for i writes, i from 0 to F − 1:
 * d + (F − 1)/2 · c in the mean, the last d + (F − 1) · c.
 */
export function pushLatency({ transitMs, followers, writeMicros }: FanOut): LatencyRange {
  const lastMs = ((followers - 1) * writeMicros) / 1000;
  return { minMs: transitMs, meanMs: transitMs + lastMs / 2, maxMs: transitMs + lastMs };
}

/**
 * How long one delivery keeps the following ones waiting, in µs. The server writes one after the other, and the clients of this
 * lab, simulated by few processes, take them one after the other: two stations in a row, and the slower one sets the pace.
 */
export function fanOutPaceMicros({
  serverMicros,
  clientMicros,
  clientWorkers,
}: {
  serverMicros: number;
  clientMicros: number;
  clientWorkers: number;
}): number {
  return Math.max(serverMicros, clientMicros / clientWorkers);
}

/**
 * How long a notification waits in the mean, in ms, until those before it are out, when they come as a Poisson stream and
 * each takes the same time S = F · c: ρS / (2(1 − ρ)) with ρ = λS (Pollaczek and Khinchine, for M/D/1). Infinity from ρ = 1 on.
 * Periodic arrivals do not wait while ρ ≤ 1.
 */
export function queueWaitMeanMs({
  ratePerSecond,
  serviceMs,
}: {
  ratePerSecond: number;
  serviceMs: number;
}): number {
  const utilization = (ratePerSecond * serviceMs) / 1000;
  return utilization >= 1 ? Number.POSITIVE_INFINITY : (utilization * serviceMs) / 2 / (1 - utilization);
}

/**
 * The same for given arrivals, each with its own service time: how long each waits, in ms (Lindley 1952: what is left of the
 * previous wait and service when the next one comes).
 */
export function queueWaitsMs(arrivals: readonly { atMs: number; serviceMs: number }[]): number[] {
  let freeAtMs = Number.NEGATIVE_INFINITY;
  return arrivals.map(({ atMs, serviceMs }) => {
    const waitMs = Math.max(0, freeAtMs - atMs);
    freeAtMs = atMs + waitMs + serviceMs;
    return waitMs;
  });
}

/** Heartbeats of one subscriber in a window, in the mean: the server deals its subscribers out evenly over the interval. */
export function heartbeatsPerSubscriber({
  windowSeconds,
  everySeconds,
}: {
  windowSeconds: number;
  everySeconds: number;
}): number {
  return windowSeconds / everySeconds;
}
