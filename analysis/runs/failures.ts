import type { Trial } from '../../results/format/trial.ts';
import { isDisturbed } from './disturbed.ts';
import type { PairKey, TrialPair, Unpaired } from './pairs.ts';

/** Trials that succeeded in the first run but not in the second. */
export interface Failure extends PairKey {
  /** `lost`: no trial is valid any more. `broke`: some ended in an error, and none did before. */
  kind: 'lost' | 'broke';
  reasons: string[];
}

const hasValid = (trials: readonly Trial[]): boolean => trials.some(({ status }) => status === 'valid');
const brokenOf = (trials: readonly Trial[]): Trial[] => trials.filter(({ status }) => status === 'error');

/** Whether there are trials, and all are disturbed. */
const areDisturbed = (trials: readonly Trial[]): boolean => trials.length > 0 && trials.every(isDisturbed);

/**
 * The failure of the second run alone; null if there is none. A load that may exceed the server’s
 * capacity has no failures: the limit is the result there.
 */
export function failureOf({ scenario, point, transport, trials }: TrialPair): Failure | null {
  if (point.load.overload) return null;
  const lost = hasValid(trials.before) && !hasValid(trials.after) && !areDisturbed(trials.after);
  const broke = brokenOf(trials.after).length > 0 && brokenOf(trials.before).length === 0;
  if (!lost && !broke) return null;
  const blamed = lost ? trials.after : brokenOf(trials.after);
  const reasons = [...new Set(blamed.flatMap(trial => trial.reasons))];
  return { scenario, point, transport, kind: lost ? 'lost' : 'broke', reasons };
}

/**
 * The reason if a pair has no valid trial in either run, or none in the second because of a
 * disturbed machine; else null.
 */
export function neverValid({ scenario, point, transport, trials }: TrialPair): Unpaired | null {
  const [before, after] = [hasValid(trials.before), hasValid(trials.after)];
  if (before && !after && areDisturbed(trials.after)) {
    const reason = 'no valid trial in the second run: its machine was disturbed';
    return { scenario: scenario.title, point: point.label, transport, reason };
  }
  if (before || after) return null;
  const reason = 'no valid trial in either run';
  return { scenario: scenario.title, point: point.label, transport, reason };
}
