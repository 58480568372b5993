import { expect, test } from 'vitest';
import { viewPoint } from '../../../report/model/point.ts';
import { placeInWords, unsaidPathOf } from '../../../report/words/over-paths.ts';
import type { Run } from '../../../results/format/run.ts';
import { distanceRun, overDistance, runOverPaths } from '../../made/path.ts';

function viewsOf(run: Run) {
  const [scenario] = run.scenarios;
  if (!scenario) throw new Error('the run has no scenario');
  return scenario.points.map(point => viewPoint(run, scenario, point));
}

test('a label that tells paths apart is not followed by the path', () => {
  const [first] = viewsOf(distanceRun());
  expect(first && placeInWords(first, ': ')).toBe(`${first?.scenario.title}: 1 ms, 1 a second`);
});

test('the path of all points, or of the only one, is said', () => {
  const path = { rttMs: 80 };
  const point = (label: string) => ({ label, path, trials: overDistance(path, 1) });
  const [one, two] = viewsOf(runOverPaths([point('short'), point('long')]));
  expect(two && unsaidPathOf(two)).toBe(', over a path of 80 ms');
  expect(one && placeInWords(one, ', ')).toBe(`${one?.scenario.title}, short, over a path of 80 ms`);
  const [only] = viewsOf(runOverPaths([point('short')]));
  expect(only && placeInWords(only, ', ')).toBe(`${only?.scenario.title}, over a path of 80 ms`);
});
