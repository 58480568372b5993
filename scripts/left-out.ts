import type { Run } from '../bench/results.ts';
import { counted, integer } from '../report/format.ts';
import { invalidTrials } from '../report/model/invalid-trials.ts';

/** How many trials of a run do not count, as a line, and what to do where they are many; nothing where all count. */
export function leftOutInWords(run: Run): string {
  const { made, invalid, many } = invalidTrials(run);
  if (invalid === 0) return '';
  const advice = many ? ' Mostly the machine was busy with others: close other programs and run again.' : '';
  return `${integer(invalid)} of ${counted(made, 'trial')} do not count; the report says why of each.${advice}\n`;
}
