import { expect, test } from 'vitest';
import { studentT } from '../../../analysis/statistics/student-t.ts';

// NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, column 0.975.
test.each([
  [1, 12.706],
  [2, 4.303],
  [3, 3.182],
  [4, 2.776],
  [5, 2.571],
  [7, 2.365],
  [10, 2.228],
  [30, 2.042],
  [100, 1.984],
])('Student’s t of %d degrees of freedom is %d', (degreesOfFreedom, t) => {
  expect(studentT(degreesOfFreedom) / t).toBeGreaterThan(0.997);
  expect(studentT(degreesOfFreedom) / t).toBeLessThan(1.003);
});

test('there is none without degrees of freedom', () => {
  expect(() => studentT(0)).toThrow(RangeError);
});
