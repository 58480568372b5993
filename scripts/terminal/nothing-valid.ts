import { everyTrial } from '../../results/format/all-trials.ts';
import type { Run } from '../../results/format/run.ts';
import type { Trial } from '../../results/format/trial.ts';

/**
 * Said of a run that was made to its end and has no valid trial, so no result; null for all others.
 * A smoke run has no result in any case: there it is said only if nothing was measured.
 */
export function nothingValid(run: Run): string | null {
  const trials = everyTrial(run);
  const isEnough = ({ status }: Trial) =>
    status === 'valid' || (run.run.preset === 'smoke' && status === 'invalid');
  if (run.run.status === 'interrupted' || trials.some(isEnough)) return null;
  const counts = (['invalid', 'error'] as const).flatMap(status => {
    const count = trials.filter(one => one.status === status).length;
    return count === 0 ? [] : [`${count} ${status === 'error' ? 'in error' : status}`];
  });
  return `no trial of this run is valid (${counts.join(', ')}): it has no result`;
}
