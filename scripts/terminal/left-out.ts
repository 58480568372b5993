import { invalidTrials } from '../../report/model/invalid-trials.ts';
import { counted, integer } from '../../report/text/format.ts';
import type { Run } from '../../results/format/run.ts';

/** The number of trials that do not count, with advice if they are many; empty if all count. */
export function leftOutInWords(run: Run): string {
  const { made, invalid, many, disturbed } = invalidTrials(run);
  if (invalid === 0) return '';
  const advice =
    many && disturbed
      ? ' In most of them, other processes kept the machine busy: close other programs and run again.'
      : '';
  return `Not counted: ${integer(invalid)} of ${counted(made, 'trial')}. The report gives the reasons.${advice}\n`;
}
