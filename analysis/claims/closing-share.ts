import type { MeasuredTrial } from '../../results/format/trial.ts';
import { PRACTICAL_EQUALITY } from '../statistics/paired-ratios.ts';
import { phaseMeanMs } from './claim-figures.ts';

/** From this share on, a part is the whole in practice. */
export const COMPLETE = 1 - PRACTICAL_EQUALITY;
/** Up to this share, a part is not even most of the whole. */
export const MOST = 0.5;

/**
 * The share of a closing from the close frame to its confirmation; 0 if none came, null if nothing
 * was closed.
 */
export function confirmedShare(trial: MeasuredTrial): number | null {
  const closed = phaseMeanMs(trial, 'closed');
  if (closed === null) return null;
  const confirmation = phaseMeanMs(trial, 'confirmation') ?? 0;
  return confirmation + closed === 0 ? null : confirmation / (confirmation + closed);
}
