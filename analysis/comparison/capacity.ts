import type { MeasuredTrial, Trial } from '../../results/format/trial.ts';

/** From this share of a core on, in %, the server’s core is full. */
const FULL_CORE_PERCENT = 90;

/** Gates on the clients: if one fails, the server is not the cause. */
export const CLIENT_GATES: readonly string[] = ['client-cpu', 'client-counters'];

/**
 * What reached its limit first if a number of subscribers did not hold. Only server, loss and
 * latency are limits of the transport.
 */
export type Limit = 'server' | 'generator' | 'loss' | 'machine' | 'error' | 'latency';

/** Deliveries that are missing, and readers that were cut off. */
export function lossesOf({ deliveries, server }: MeasuredTrial): { missing: number; droppedSlow: number } {
  return {
    missing: deliveries.missing + deliveries.outsideWindow.missing,
    droppedSlow: server.connections.droppedSlow,
  };
}

/**
 * Whether everything arrived in time. The trial need not be valid: if it held with a disturbance,
 * it would hold without.
 */
export function held(trial: Trial, objectiveP99Ms: number): boolean {
  if (trial.status === 'error') return false;
  const { missing, droppedSlow } = lossesOf(trial);
  const { latencyMs } = trial;
  return missing + droppedSlow === 0 && latencyMs !== null && latencyMs.fromSchedule.p99 <= objectiveP99Ms;
}

/**
 * A client may cause the latency itself if its event loop is late by more than this share of the
 * objective.
 */
const MAX_CLIENT_SHARE = 0.5;

/** Whether the clients were overloaded; then a full server proves nothing. */
const isGeneratorFull = ({ gates, generator }: MeasuredTrial, objectiveP99Ms: number): boolean =>
  gates.some(({ id, passed }) => !passed && CLIENT_GATES.includes(id)) ||
  (generator.eventLoopDelayP99Ms ?? 0) > MAX_CLIENT_SHARE * objectiveP99Ms;

/** What reached its limit first in a trial that did not hold, from its values. */
export function limitOf(trial: Trial, objectiveP99Ms: number): Limit {
  if (trial.status === 'error') return 'error';
  if (isGeneratorFull(trial, objectiveP99Ms)) return 'generator';
  if (trial.server.cpuPercent >= FULL_CORE_PERCENT) return 'server';
  const { missing, droppedSlow } = lossesOf(trial);
  if (missing > 0 || droppedSlow > 0) return 'loss';
  return trial.status === 'invalid' ? 'machine' : 'latency';
}

/** `unknown`: it did not hold, but the transport did not reach its limit first. */
export type Outcome = 'held' | 'failed' | 'unknown';

/**
 * The outcome for one number of subscribers, with the attempt that decides: one that held,
 * otherwise the last.
 */
export function outcomeOf(
  attempts: readonly Trial[],
  objectiveP99Ms: number,
): { trial: Trial; outcome: Outcome } {
  const one = attempts.find(trial => held(trial, objectiveP99Ms));
  if (one) return { trial: one, outcome: 'held' };
  const trial = attempts.toSorted((a, b) => a.attempt - b.attempt).at(-1);
  if (!trial) throw new Error('a number of subscribers without a trial');
  const limit = limitOf(trial, objectiveP99Ms);
  const isTransports = limit === 'server' || limit === 'loss' || limit === 'latency';
  return { trial, outcome: isTransports ? 'failed' : 'unknown' };
}

/**
 * The largest number of one block that held, below the smallest that did not; null if none did. A
 * number that held above one that did not was luck.
 */
export function largestHeld(tried: readonly { subscribers: number; held: boolean }[]): number | null {
  const leastNotHeld = Math.min(...tried.filter(one => !one.held).map(one => one.subscribers));
  const below = tried.filter(one => one.held && one.subscribers < leastNotHeld);
  return below.length > 0 ? Math.max(...below.map(one => one.subscribers)) : null;
}
