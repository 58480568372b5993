import type { Trial } from '../../results/format/trial.ts';
import type { PairKey, TrialPair, Unpaired } from './pairs.ts';

/** Trials that went well in the first run and not in the second. */
export interface Failure extends PairKey {
  /** `lost`: none is valid any more. `broke`: some ended in an error, as none did before. */
  kind: 'lost' | 'broke';
  reasons: string[];
}

const hasValid = (trials: readonly Trial[]): boolean => trials.some(({ status }) => status === 'valid');
const brokenOf = (trials: readonly Trial[]): Trial[] => trials.filter(({ status }) => status === 'error');

/** Gates that speak of the load generator and the machine, and of no transport. */
const DISTURBANCES: readonly string[] = [
  'steal',
  'others-server',
  'others-clients',
  'publisher-lag',
  'publisher-latest',
  'client-cpu',
  'client-loop-delay',
  'client-counters',
  'server-counters',
];

/** Whether trials are invalid for nothing but a disturbed machine: measured again they might be valid. */
const isDisturbed = (trials: readonly Trial[]): boolean =>
  trials.length > 0 &&
  trials.every(
    trial =>
      trial.status === 'invalid' &&
      trial.gates.every(({ id, passed }) => passed || DISTURBANCES.includes(id)),
  );

/**
 * What went wrong in the second run alone; null where nothing did. Nothing did either where the load may be more than the
 * server can carry: what gives out there is the finding.
 */
export function failureOf({ scenario, point, transport, trials }: TrialPair): Failure | null {
  if (point.load.overload) return null;
  const lost = hasValid(trials.before) && !hasValid(trials.after) && !isDisturbed(trials.after);
  const broke = brokenOf(trials.after).length > 0 && brokenOf(trials.before).length === 0;
  if (!lost && !broke) return null;
  const blamed = lost ? trials.after : brokenOf(trials.after);
  const reasons = [...new Set(blamed.flatMap(trial => trial.reasons))];
  return { scenario, point, transport, kind: lost ? 'lost' : 'broke', reasons };
}

/** Said of a pair that has no valid trial in either run, or in the second because the machine was disturbed; null of others. */
export function neverValid({ scenario, point, transport, trials }: TrialPair): Unpaired | null {
  const [before, after] = [hasValid(trials.before), hasValid(trials.after)];
  if (before && !after && isDisturbed(trials.after)) {
    const reason = 'no valid trial in the second run: its machine was disturbed';
    return { scenario: scenario.title, point: point.label, transport, reason };
  }
  if (before || after) return null;
  const reason = 'no valid trial in either run';
  return { scenario: scenario.title, point: point.label, transport, reason };
}
