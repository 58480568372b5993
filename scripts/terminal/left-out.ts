import { invalidTrials } from '../../report/model/invalid-trials.ts';
import { counted, integer } from '../../report/text/format.ts';
import { adviceOn } from '../../report/words/excluded.ts';
import type { Run } from '../../results/format/run.ts';

/** The number of trials that do not count, with advice if they are many; empty if all count. */
export function leftOutInWords(run: Run): string {
  const excluded = invalidTrials(run);
  const { made, invalid } = excluded;
  if (invalid === 0) return '';
  const advice = adviceOn(excluded);
  const searched = run.scenarios.some(({ search }) => search !== null);
  const beside = searched ? ', searches for capacity aside' : '';
  return `Not counted: ${integer(invalid)} of ${counted(made, 'trial')}${beside}. The report gives the reasons.${advice === null ? '' : ` ${advice}`}\n`;
}
