import type { Place, TrialPair, Unpaired } from './run-pairs.ts';
import type { Trial } from './trial-schema.ts';

/** Trials that went well in the first run and not in the second. */
export interface Failure extends Place {
  /** `lost`: none is valid any more. `broke`: some ended in an error, as none did before. */
  kind: 'lost' | 'broke';
  reasons: string[];
}

const hasValid = (trials: readonly Trial[]): boolean => trials.some(({ status }) => status === 'valid');
const brokenOf = (trials: readonly Trial[]): Trial[] => trials.filter(({ status }) => status === 'error');

/**
 * What went wrong in the second run alone; null where nothing did. Nothing did either where the load may be more than the
 * server can carry: what gives out there is the finding.
 */
export function failureOf({ scenario, point, transport, trials }: TrialPair): Failure | null {
  if (point.load.overload) return null;
  const lost = hasValid(trials.before) && !hasValid(trials.after);
  const broke = brokenOf(trials.after).length > 0 && brokenOf(trials.before).length === 0;
  if (!lost && !broke) return null;
  const blamed = lost ? trials.after : brokenOf(trials.after);
  const reasons = [...new Set(blamed.flatMap(trial => trial.reasons))];
  return { scenario, point, transport, kind: lost ? 'lost' : 'broke', reasons };
}

/** Said of a pair that has no valid trial in either run; null of others. */
export function neverValid({ scenario, point, transport, trials }: TrialPair): Unpaired | null {
  if (hasValid(trials.before) || hasValid(trials.after)) return null;
  const reason = 'no valid trial in either run';
  return { scenario: scenario.title, point: point.label, transport, reason };
}
