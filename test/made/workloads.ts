import type { ReferenceWorkloads, WorkloadValues } from '../../results/format/reference-workloads.ts';
import { stamp } from './trial.ts';

const VALUES: WorkloadValues = {
  arithmeticNs: 2.5,
  cacheWalkNs: 6,
  memoryWalkNs: 150,
  systemCallNs: 160,
  httpRequestNs: 7_000,
  warmWorkNs: 50_000,
  coldWorkNs: 125_000,
  wakeUpRatio: 2.5,
  wakeUpArithmeticRatio: 1.1,
  wakeUpWalkRatio: 4,
  wakeUpLatenessNs: 80_000,
  wakeUpCpuNs: 30_000,
};

/** The reference workloads before a block, some values other than usual. */
export const madeWorkloads = (block: number, values: Partial<WorkloadValues> = {}): ReferenceWorkloads => ({
  block,
  startedAt: stamp,
  ...VALUES,
  ...values,
});
