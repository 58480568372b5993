import type { Trial } from '../../results/format/trial.ts';
import { DISTURBANCE_GATES } from '../comparison/disturbance-gates.ts';

/** Whether a trial is invalid only because of a disturbed machine: repeated, it might be valid. */
export const isDisturbed = (trial: Trial): boolean =>
  trial.status === 'invalid' &&
  trial.gates.every(({ id, passed }) => passed || DISTURBANCE_GATES.includes(id));
