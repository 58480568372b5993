import type { MeasuredTrial, Trial } from '../../results/format/trial.ts';
import { CLIENT_GATES, MACHINE_GATES } from './disturbance-gates.ts';

/** From this share of a core on, in %, the server’s core is full. */
const FULL_CORE_PERCENT = 90;

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

/** Whether everything arrived in time, be the trial valid or not. */
export function arrivedInTime(trial: Trial, objectiveP99Ms: number): boolean {
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

/** Whether the lab was stopped, or shared its cores: clients are late then, servers full. */
const isMachineTaken = ({ gates }: MeasuredTrial): boolean =>
  gates.some(({ id, passed }) => !passed && MACHINE_GATES.includes(id));

/** What reached its limit first in a trial that did not hold, from its values. */
export function limitOf(trial: Trial, objectiveP99Ms: number): Limit {
  if (trial.status === 'error') return 'error';
  if (isMachineTaken(trial)) return 'machine';
  if (isGeneratorFull(trial, objectiveP99Ms)) return 'generator';
  if (trial.server.cpuPercent >= FULL_CORE_PERCENT) return 'server';
  const { missing, droppedSlow } = lossesOf(trial);
  if (missing > 0 || droppedSlow > 0) return 'loss';
  return trial.status === 'invalid' ? 'machine' : 'latency';
}

/**
 * What one number of subscribers gives. Only valid trials give `held` or `failed`.
 *
 * - `held`: everything arrived in time.
 * - `failed`: the transport reached its limit.
 * - `in-time-invalid`: everything arrived in time, but no trial was valid. It does not count; the
 *   search goes on to larger numbers.
 * - `unknown`: something other than the transport reached its limit first, or no trial was valid.
 */
export type Outcome = 'held' | 'failed' | 'in-time-invalid' | 'unknown';

/** The limits that are the transport’s own. */
const OWN_LIMITS: readonly Limit[] = ['server', 'loss', 'latency'];

/**
 * The outcome for one number of subscribers, with the attempt that decides: a valid one, else one
 * in which everything arrived in time, else the last.
 */
export function outcomeOf(
  attempts: readonly Trial[],
  objectiveP99Ms: number,
): { trial: Trial; outcome: Outcome } {
  const ordered = attempts.toSorted((a, b) => a.attempt - b.attempt);
  const inTime = (trial: Trial) => arrivedInTime(trial, objectiveP99Ms);
  const valid = ordered.filter(({ status }) => status === 'valid');
  const trial = valid.find(inTime) ?? valid.at(-1) ?? ordered.find(inTime) ?? ordered.at(-1);
  if (!trial) throw new Error('a number of subscribers without a trial');
  if (inTime(trial)) return { trial, outcome: trial.status === 'valid' ? 'held' : 'in-time-invalid' };
  const isOwn = trial.status === 'valid' && OWN_LIMITS.includes(limitOf(trial, objectiveP99Ms));
  return { trial, outcome: isOwn ? 'failed' : 'unknown' };
}

/**
 * Whether a repetition may give a valid trial: not if this one is valid or ended in an error, nor
 * if the load itself made the clients late.
 */
export const mayBecomeValid = (trial: Trial, objectiveP99Ms: number): boolean =>
  trial.status === 'invalid' && limitOf(trial, objectiveP99Ms) !== 'generator';

/**
 * The largest number of one block that held, below the smallest that did not; null if none did. A
 * number that held above one that did not was luck. Numbers without a valid trial that arrived in
 * time count for neither.
 */
export function largestHeld(tried: readonly { subscribers: number; outcome: Outcome }[]): number | null {
  const sizes = (...outcomes: Outcome[]) =>
    tried.filter(({ outcome }) => outcomes.includes(outcome)).map(({ subscribers }) => subscribers);
  const leastNotHeld = Math.min(...sizes('failed', 'unknown'));
  const below = sizes('held').filter(subscribers => subscribers < leastNotHeld);
  return below.length > 0 ? Math.max(...below) : null;
}
