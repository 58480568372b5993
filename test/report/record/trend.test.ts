import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answersOf } from '../../../report/model/needs.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { measuresOf } from '../../../report/record/need-measures.ts';
import { trendOf } from '../../../report/record/trend.ts';
import { readRun } from '../../../results/format/run-file.ts';
import { ROOT } from '../../../root.ts';

const sample = readRun(join(ROOT, 'results/sample/review'));
const scenarios = sample.scenarios.map(scenario =>
  scenario.points.map(point => viewPoint(sample, scenario, point)),
);
const answers = answersOf(scenarios, sample.run.preset);

describe('the trend of a need', () => {
  test('rests on the measures with which the matrix decides', () => {
    const decided = answers.flatMap(({ id, decided: own }) =>
      own.map(({ measureId }) => ({ id, measureId })),
    );
    expect(decided.length).toBeGreaterThan(5);
    for (const { id, measureId } of decided) expect(measuresOf(id), id).toContain(measureId);
  });

  test('is none where a point is decided', () => {
    const decided = answers.find(one => one.decided.length > 0);
    expect(decided && trendOf(decided, scenarios.flat(), sample.run.preset)).toBeNull();
  });

  test('counts the points at which a transport is lowest, of those that were compared', () => {
    const [one] = answers.filter(({ id }) => id === 'rare-bytes');
    if (!one) throw new Error('the sample compares no rare updates');
    // As if the intervals decided none of its points.
    const trend = trendOf({ ...one, decided: [] }, scenarios.flat(), sample.run.preset);
    const firsts = one.decided.map(({ first }) => first.transport);
    expect(trend?.at).toBeLessThanOrEqual(one.compared);
    for (const transport of trend?.transports ?? []) expect(firsts).toContain(transport);
  });
});
