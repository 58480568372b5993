import { PRACTICAL_EQUALITY, type Verdict } from '../../analysis/statistics/paired-ratios.ts';
import { given } from '../text/format.ts';

/** The verdict of a comparison in words. */
export const VERDICTS: Record<Verdict, string> = {
  less: 'lower',
  more: 'higher',
  equal: `equal within ${given(PRACTICAL_EQUALITY * 100)}%`,
  unresolved: 'not decided by this run',
};
