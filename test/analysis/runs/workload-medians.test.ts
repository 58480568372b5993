import { expect, test } from 'vitest';
import { workloadMedians } from '../../../analysis/runs/workload-medians.ts';
import { madeWorkloads } from '../../made/workloads.ts';

test('each value has its own median over the blocks', () => {
  const referenceWorkloads = [
    madeWorkloads(0, { arithmeticNs: 1, wakeUpRatio: 9 }),
    madeWorkloads(1, { arithmeticNs: 3, wakeUpRatio: 2 }),
    madeWorkloads(2, { arithmeticNs: 2, wakeUpRatio: 4 }),
  ];
  const { block: _, startedAt: __, ...usual } = madeWorkloads(0);
  expect(workloadMedians({ referenceWorkloads })).toEqual({ ...usual, arithmeticNs: 2, wakeUpRatio: 4 });
  expect(workloadMedians({ referenceWorkloads: referenceWorkloads.slice(0, 2) })).toMatchObject({
    arithmeticNs: 2,
    wakeUpRatio: 5.5,
  });
});

test('a run without reference workloads has no medians', () => {
  expect(workloadMedians({})).toBeNull();
  expect(workloadMedians({ referenceWorkloads: [] })).toBeNull();
});

test('the session of a joined run is no value', () => {
  const joined = [
    { ...madeWorkloads(0), session: 0 },
    { ...madeWorkloads(0), session: 1 },
  ];
  expect(workloadMedians({ referenceWorkloads: joined })).toEqual(
    workloadMedians({ referenceWorkloads: [madeWorkloads(0)] }),
  );
});
