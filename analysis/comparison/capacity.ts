import type { MeasuredTrial, Trial } from '../../results/format/trial.ts';

/** From this share of a core on, in %, the server has none left. */
const FULL_CORE_PERCENT = 90;

/** Gates that speak of the clients: what fails them is not the server. */
export const CLIENT_GATES: readonly string[] = ['client-cpu', 'client-counters'];

/** What gave out first where a number of subscribers did not hold: only server, loss and latency are limits of the transport. */
export type Limit = 'server' | 'generator' | 'loss' | 'machine' | 'error' | 'latency';

/** Deliveries that never came, and readers who were cut off. */
export function lossesOf({ deliveries, server }: MeasuredTrial): { missing: number; droppedSlow: number } {
  return {
    missing: deliveries.missing + deliveries.outsideWindow.missing,
    droppedSlow: server.connections.droppedSlow,
  };
}

/** Whether everything came, and in time, be the trial valid or not: a disturbed one that held would hold undisturbed. */
export function held(trial: Trial, objectiveP99Ms: number): boolean {
  if (trial.status === 'error') return false;
  const { missing, droppedSlow } = lossesOf(trial);
  const { latencyMs } = trial;
  return missing + droppedSlow === 0 && latencyMs !== null && latencyMs.fromSchedule.p99 <= objectiveP99Ms;
}

/** A client whose event loop is late by so much of the objective may have made the latency itself. */
const MAX_CLIENT_SHARE = 0.5;

/** Whether the clients had more to do than they could; then a full server proves nothing. */
const isGeneratorFull = ({ gates, generator }: MeasuredTrial, objectiveP99Ms: number): boolean =>
  gates.some(({ id, passed }) => !passed && CLIENT_GATES.includes(id)) ||
  (generator.eventLoopDelayP99Ms ?? 0) > MAX_CLIENT_SHARE * objectiveP99Ms;

/** What gave out first in a trial that did not hold, from its figures. */
export function limitOf(trial: Trial, objectiveP99Ms: number): Limit {
  if (trial.status === 'error') return 'error';
  if (isGeneratorFull(trial, objectiveP99Ms)) return 'generator';
  if (trial.server.cpuPercent >= FULL_CORE_PERCENT) return 'server';
  const { missing, droppedSlow } = lossesOf(trial);
  if (missing > 0 || droppedSlow > 0) return 'loss';
  return trial.status === 'invalid' ? 'machine' : 'latency';
}

/** `unknown`: it did not hold, and it was not the transport that gave out. */
export type Outcome = 'held' | 'failed' | 'unknown';

/** What one number of subscribers came to, and in which of its attempts: where one held, that one, else the last. */
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
 * The largest of the numbers that one block tried which held below the least that did not; null where none did. One that held
 * above a number that did not was luck.
 */
export function largestHeld(tried: readonly { subscribers: number; held: boolean }[]): number | null {
  const leastNotHeld = Math.min(...tried.filter(one => !one.held).map(one => one.subscribers));
  const below = tried.filter(one => one.held && one.subscribers < leastNotHeld);
  return below.length > 0 ? Math.max(...below.map(one => one.subscribers)) : null;
}
