import {
  estimatedSeconds,
  type PlannedTrial,
  pathCalibrationSeconds,
  watchingSeconds,
} from '../../bench/run/plan.ts';
import type { TrialPlan } from '../../bench/trial/trial-plan.ts';
import type { Preset } from '../../scenarios/scenario.ts';

/** The estimated time of trials that were begun, each alone: a search counts by its trials. */
const secondsOf = (begun: readonly TrialPlan[]): number =>
  begun.reduce((sum, one) => sum + estimatedSeconds([one]), 0);

/**
 * Estimated seconds from trial `index` on, with what is measured before the blocks to come, and
 * with the paths that no trial before it had.
 * Disturbed trials are made again: `begun`, all trials until now, says how much time that took for
 * each second of first attempts, and the rest is expected to take as much.
 */
export function secondsLeft(
  planned: readonly PlannedTrial[],
  index: number,
  begun: readonly TrialPlan[],
  preset: Preset,
): number {
  const rest = planned.slice(index);
  const later = rest.filter(({ block }) => block !== rest[0]?.block);
  const first = secondsOf(begun.filter(({ attempt }) => attempt === 0));
  const again = secondsOf(begun.filter(({ attempt }) => attempt > 0));
  const perFirst = first === 0 ? 0 : again / first;
  const calibrating = pathCalibrationSeconds(rest, planned.slice(0, index));
  return estimatedSeconds(rest) * (1 + perFirst) + watchingSeconds(preset, later) + calibrating;
}
