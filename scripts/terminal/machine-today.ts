import { workloadMedians } from '../../analysis/runs/workload-medians.ts';
import { counted, midSentence, times, withUnit } from '../../report/text/format.ts';
import { WORKLOADS } from '../../report/words/workloads.ts';
import type { WorkloadValue } from '../../results/format/reference-workloads.ts';
import type { Run } from '../../results/format/run.ts';

/** Times in ns that the terminal shows; the report has all. */
const SHOWN = [
  'arithmeticNs',
  'cacheWalkNs',
  'memoryWalkNs',
  'systemCallNs',
  'httpRequestNs',
] as const satisfies WorkloadValue[];

/** One line about the reference workloads of a run; empty if it has none. */
export function machineTodayInWords(run: Run): string {
  const medians = workloadMedians(run);
  if (medians === null) return '';
  const blocks = counted(run.referenceWorkloads?.length ?? 0, 'block');
  const shown = SHOWN.map(value => `${midSentence(WORKLOADS[value].name)} ${withUnit(medians[value], 'ns')}`);
  const wakeUp = `${midSentence(WORKLOADS.wakeUpRatio.name)} ${times(medians.wakeUpRatio)}`;
  return `this machine today (medians of ${blocks}): ${[...shown, wakeUp].join(', ')}\n`;
}
