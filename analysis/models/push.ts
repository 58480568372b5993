import type { LatencyRange } from './short-polling.ts';

// SSE, WebSocket and the floor: one connection per subscriber; the server writes each notification
// at once.

/**
 * One-way transit d in ms, followers F of the topic, and c, the time of one more delivery, in µs.
 */
export interface FanOut {
  transitMs: number;
  followers: number;
  writeMicros: number;
}

/**
 * Latency of a push, in ms: d plus the wait for its place in the fan-out. The i-th of F followers
 * waits for i writes, i from 0 to F − 1. The mean is d + (F − 1)/2 · c, the last is d + (F − 1) ·
 * c.
 */
export function pushLatency({ transitMs, followers, writeMicros }: FanOut): LatencyRange {
  const lastMs = ((followers - 1) * writeMicros) / 1000;
  return { minMs: transitMs, meanMs: transitMs + lastMs / 2, maxMs: transitMs + lastMs };
}

/**
 * The time by which one delivery delays the next, in µs. The server writes deliveries one after the
 * other. The lab's clients run in few processes and also take deliveries one after the other. The
 * slower of the two decides.
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
 * The mean wait of a notification behind earlier ones, in ms. The stream is Poisson, and each has
 * the same service time S = F · c. The wait is ρS / (2(1 − ρ)) with ρ = λS (Pollaczek and
 * Khinchine, for M/D/1), and infinite from ρ = 1 on. Periodic arrivals do not wait while ρ ≤ 1.
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
 * The same for given arrivals, each with its own service time: the wait of each, in ms. By Lindley
 * (1952), a wait is the rest of the previous wait and service at the next arrival.
 */
export function queueWaitsMs(arrivals: readonly { atMs: number; serviceMs: number }[]): number[] {
  let freeAtMs = Number.NEGATIVE_INFINITY;
  return arrivals.map(({ atMs, serviceMs }) => {
    const waitMs = Math.max(0, freeAtMs - atMs);
    freeAtMs = atMs + waitMs + serviceMs;
    return waitMs;
  });
}

/**
 * Mean number of heartbeats of one subscriber in a window: the server spreads its subscribers
 * evenly over the interval. An interval of 0 stands for no heartbeats.
 */
export function heartbeatsPerSubscriber({
  windowSeconds,
  everySeconds,
}: {
  windowSeconds: number;
  everySeconds: number;
}): number {
  return everySeconds === 0 ? 0 : windowSeconds / everySeconds;
}
