import { expect, test } from 'vitest';
import { reportText } from '../../harness/report-text.ts';
import { madeRun, madeScenario, pointTrials } from '../../made/run.ts';

test('a scenario says which transports of the run it does not have', () => {
  const [all, few] = [madeScenario('all', 2), madeScenario('few', 2)];
  for (const point of few.points) {
    const { sse: _, ...transports } = point.load.transports;
    point.load = { ...point.load, transports };
  }
  const trials = ['all', 'few'].flatMap(id => pointTrials(id, 'p0', 2));
  const kept = trials.filter(({ scenario, transport }) => scenario === 'all' || transport !== 'sse');
  const text = reportText(madeRun([all, few], kept));
  expect(text.match(/Without SSE\./g)).toHaveLength(1);
});
