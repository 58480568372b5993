import { expect, test } from 'vitest';
import { answersOf } from '../../../report/model/needs.ts';
import { viewPoint } from '../../../report/model/point.ts';
import type { Run } from '../../../results/format/run.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { madeRun, madeScenario, pointTrials, USUAL } from '../../made/run.ts';

withoutKnownSpreads();

/** Two points of one load: the first without TLS if `plain`, the other over TLS. */
function runOf(plain: boolean): Run {
  const scenario = madeScenario('layers', 5, ['a', 'b']);
  const points = scenario.points.map((point, index) =>
    plain && index === 0
      ? point
      : { ...point, load: { ...point.load, connection: { tls: 'full' as const } } },
  );
  const trials = ['p0', 'p1'].flatMap(point => pointTrials('layers', point, 5, USUAL));
  return madeRun([{ ...scenario, points }], trials);
}

const comparedIn = (run: Run) =>
  answersOf(
    run.scenarios.map(scenario => scenario.points.map(point => viewPoint(run, scenario, point))),
    'standard',
  ).find(({ id }) => id === 'soon')?.compared;

test('a need rests on points without TLS, and on those over it where there are no others', () => {
  expect(comparedIn(runOf(true))).toBe(1);
  expect(comparedIn(runOf(false))).toBe(2);
});
