import type { WorkloadValue, WorkloadValues } from '../../results/format/reference-workloads.ts';
import type { Run } from '../../results/format/run.ts';
import { median } from '../statistics/paired-ratios.ts';

/**
 * What the machine was like during a run: the median over its blocks of each value of the reference
 * workloads, in ns or as a ratio, as the name says. null for a run without them.
 */
export function workloadMedians({
  referenceWorkloads: blocks = [],
}: Pick<Run, 'referenceWorkloads'>): WorkloadValues | null {
  const [first] = blocks;
  if (!first) return null;
  const { session: _, block: __, startedAt: ___, ...values } = first;
  const names = Object.keys(values) as WorkloadValue[];
  const medians = names.map(name => [name, median(blocks.map(one => one[name]))]);
  return Object.fromEntries(medians) as WorkloadValues;
}
