import { join } from 'node:path';
import { expect, test } from 'vitest';
import { idleMeasuresOf } from '../../analysis/comparison/idle-measures.ts';
import { OUTCOME_MEASURES } from '../../analysis/comparison/outcome-measures.ts';
import { METRICS } from '../../analysis/comparison/transports.ts';
import { metricsOf } from '../../report/model/metric.ts';
import { viewPoint } from '../../report/model/point.ts';
import { readRun } from '../../results/format/run-file.ts';
import { ROOT } from '../../root.ts';
import { scenarios } from '../../scenarios/catalogue.ts';

const answered = scenarios.flatMap(({ id, answeredBy, points }) =>
  answeredBy === undefined ? [] : [{ id, answeredBy, points }],
);

test('a scenario is answered by a measure that exists, of its kind of load', () => {
  expect(answered.length).toBeGreaterThan(10);
  const [idle, usual, outcomes] = [idleMeasuresOf(1), METRICS, OUTCOME_MEASURES].map(
    measures => new Set(measures.map(({ id }: { id: string }) => id)),
  );
  for (const { id, answeredBy, points } of answered) {
    const isIdle = points.every(({ load }) => load.arrivals.kind === 'none');
    const own = isIdle ? [idle, outcomes] : [usual, outcomes];
    expect(
      own.some(ids => ids?.has(answeredBy)),
      `${id}: ${answeredBy}`,
    ).toBe(true);
  }
});

test('in the sample, each scenario has the measure that answers it', () => {
  const run = readRun(join(ROOT, 'results/sample/review'));
  const own = run.scenarios.flatMap(scenario => {
    const named = answered.find(({ id }) => id === scenario.id);
    return named ? [{ ...named, scenario }] : [];
  });
  expect(own.length).toBeGreaterThan(10);
  for (const { id, answeredBy, scenario } of own) {
    const views = scenario.points.map(point => viewPoint(run, scenario, point));
    const ids = metricsOf(views).map(measure => measure.id);
    expect(ids, id).toContain(answeredBy);
  }
});
