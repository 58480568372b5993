import { STUDENT_T } from './paired-ratios.ts';

/** The normal distribution at 97.5%. */
const Z = 1.959964;

/**
 * Student's t at 97.5%, for a 95% interval on both sides. Up to 3 degrees of freedom from the
 * table, beyond by the expansion of Abramowitz and Stegun, 26.7.5, which is off by 0.3% at most.
 * Throws a RangeError for less than 1 degree of freedom.
 */
export function studentT(degreesOfFreedom: number): number {
  if (!(degreesOfFreedom >= 1))
    throw new RangeError(`${degreesOfFreedom} degrees of freedom are less than 1`);
  const tabled = STUDENT_T[degreesOfFreedom];
  if (tabled !== undefined) return tabled;
  const n = degreesOfFreedom;
  return (
    Z +
    (Z ** 3 + Z) / (4 * n) +
    (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / (96 * n ** 2) +
    (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / (384 * n ** 3)
  );
}
