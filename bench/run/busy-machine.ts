import { isDisturbed } from '../../analysis/runs/disturbed.ts';
import type { Trial } from '../../results/format/trial.ts';

/** So many disturbed trials in a row are no accident. */
export const MOST_DISTURBED_IN_A_ROW = 5;

/** Why a machine is too busy to measure, and when that was found. */
export interface BusyMachine {
  /** After the calibration, or after so many disturbed trials. */
  found: 'calibration' | 'trials';
  reasons: readonly string[];
}

/**
 * Returns a function that gets each trial of a run and calls `onBusy` once: after five disturbed
 * trials in a row, with their reasons. It resolves when `onBusy` has.
 */
export function disturbanceWatch(
  onBusy: (busy: BusyMachine) => Promise<void>,
): (trial: Trial) => Promise<void> {
  let inARow: Trial[] = [];
  let isSaid = false;
  return async trial => {
    inARow = isDisturbed(trial) ? [...inARow, trial] : [];
    if (isSaid || inARow.length < MOST_DISTURBED_IN_A_ROW) return;
    isSaid = true;
    await onBusy({ found: 'trials', reasons: inARow.at(-1)?.reasons ?? [] });
  };
}
