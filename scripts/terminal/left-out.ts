import { invalidTrials } from '../../report/model/invalid-trials.ts';
import { counted, integer } from '../../report/text/format.ts';
import type { Run } from '../../results/format/run.ts';

/** How many trials of a run do not count, as a line, and what to do where they are many; nothing where all count. */
export function leftOutInWords(run: Run): string {
  const { made, invalid, many, disturbed } = invalidTrials(run);
  if (invalid === 0) return '';
  const advice =
    many && disturbed ? ' Mostly the machine was busy with others: close other programs and run again.' : '';
  return `${integer(invalid)} of ${counted(made, 'trial')} do not count; the report says why of each.${advice}\n`;
}
