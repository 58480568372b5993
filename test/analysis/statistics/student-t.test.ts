import { expect, test } from 'vitest';
import { studentT } from '../../../analysis/statistics/student-t.ts';

// scipy.stats.t.ppf(0.975, …) of SciPy.
test.each([
  [1, 12.706204736174694],
  [2, 4.302652729749462],
  [3, 3.1824463052837078],
  [4, 2.7764451051977934],
  [5, 2.5705818356363146],
  [8, 2.306004135204166],
  [9, 2.262157162798205],
  [29, 2.045229642132703],
  [30, 2.0422724563012378],
])('95%% of Student’s t with %i degrees of freedom lie within ±%d', (degreesOfFreedom, t) => {
  expect(studentT(degreesOfFreedom)).toBeCloseTo(t, 10);
});

test('parts of a degree are rounded down, and many degrees end at the normal distribution', () => {
  expect(studentT(3.9)).toBe(studentT(3));
  expect(studentT(1e9)).toBeCloseTo(1.96, 2);
  expect(() => studentT(0.5)).toThrow('0.5 degrees of freedom, fewer than 1');
});
