import type { MeasuredTrial } from '../../results/format/trial.ts';
import { PRACTICAL_EQUALITY } from '../statistics/paired-ratios.ts';
import { phaseMeanMs } from './claim-figures.ts';

/** A formula is complete if its terms make up at least this share of a time. */
export const COMPLETE = 1 - PRACTICAL_EQUALITY;

/**
 * The share of the time until the connection is ready that lies between the request and its answer.
 */
export function answeredShare(trial: MeasuredTrial): number | null {
  const [request, whole, first] = (['request', 'to-first', 'first'] as const).map(id =>
    phaseMeanMs(trial, id),
  );
  if (request == null || whole == null || first == null || whole <= first) return null;
  return request / (whole - first);
}
