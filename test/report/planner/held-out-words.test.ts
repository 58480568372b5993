import { expect, test } from 'vitest';
import { heldOutFigure } from '../../../report/charts/held-out.ts';
import { heldOutInWords } from '../../../report/planner/held-out-words.ts';
import { madeModel } from '../../made/plans.ts';

test('the largest error of each quantity, and whose it is', () => {
  expect(heldOutInWords(madeModel(undefined, { errorPercent: -12 }))).toMatch(
    /^Largest errors of the coefficients at loads that they were not fitted to: server CPU 12\.0% \([^)]+\), .*traffic out 12\.0% \([^)]+\) and traffic in 12\.0% \([^)]+\)\.$/,
  );
});

test('a mark for each transport at each load, with the sign of its error', () => {
  const figure = heldOutFigure(madeModel(undefined, { errorPercent: -12 }));
  if (figure?.spec.kind !== 'settings') throw new Error('errors are drawn');
  expect(figure.spec.labels).toHaveLength(1);
  expect(figure.spec.lines.length).toBeGreaterThan(2);
  for (const { points } of figure.spec.lines) expect(points).toEqual([[-12, -12, -12]]);
});

test('nothing where no load was held out', () => {
  expect(heldOutInWords(madeModel())).toBeNull();
  expect(heldOutFigure(madeModel())).toBeNull();
});
