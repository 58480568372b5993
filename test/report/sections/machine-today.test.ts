import { expect, test } from 'vitest';
import { renderEnvironment } from '../../../report/sections/environment.ts';
import { WORKLOADS } from '../../../report/words/workloads.ts';
import { textOf } from '../../harness/report-text.ts';
import { madeRun } from '../../made/run.ts';
import { madeWorkloads } from '../../made/workloads.ts';

const environmentOf = (blocks: ReturnType<typeof madeWorkloads>[] | undefined) => {
  const run = madeRun([], []);
  if (blocks) run.referenceWorkloads = blocks;
  return textOf(renderEnvironment(run).text);
};

test('the environment has each reference workload with its median and range', () => {
  const text = environmentOf([
    madeWorkloads(0, { memoryWalkNs: 120 }),
    madeWorkloads(1, { memoryWalkNs: 180 }),
    madeWorkloads(2),
  ]);
  expect(text).toContain('This machine today');
  expect(text).toContain('measured before 3 blocks');
  expect(text).toContain('Memory walk 150 120–180 ns per step The memory and the cache');
  expect(text).toContain('HTTP request 7,000 ns per request');
  expect(Object.keys(WORKLOADS)).toHaveLength(Object.keys(madeWorkloads(0)).length - 2);
  for (const { name, unit, standsFor } of Object.values(WORKLOADS))
    expect(text).toMatch(new RegExp(`${name} [\\d.,]+ .*${unit} ${standsFor.replace(/[()]/g, '\\$&')}`));
});

test('a run without them shows none', () => {
  for (const blocks of [undefined, []]) expect(environmentOf(blocks)).not.toContain('This machine today');
});
