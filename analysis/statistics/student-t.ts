/**
 * The share of Student's t between −t and t, for a whole number of degrees of freedom (Abramowitz
 * and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4).
 */
function shareWithin(t: number, degreesOfFreedom: number): number {
  const angle = Math.atan(t / Math.sqrt(degreesOfFreedom));
  const cosine = Math.cos(angle);
  const isOdd = degreesOfFreedom % 2 === 1;
  let term = isOdd ? cosine : 1;
  let sum = degreesOfFreedom === 1 ? 0 : term;
  for (let k = isOdd ? 3 : 2; k < degreesOfFreedom; k += 2) {
    term *= ((k - 1) / k) * cosine ** 2;
    sum += term;
  }
  return isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}

/** Student's t comes within 0.1% of the normal distribution beyond this. */
const MOST_DEGREES = 2000;
const HALVINGS = 60;

/**
 * Student's t at 97.5%: 95% of its values lie between −t and t. Degrees of freedom are rounded
 * down, which widens an interval. Throws a RangeError for fewer than 1.
 */
export function studentT(degreesOfFreedom: number): number {
  if (!(degreesOfFreedom >= 1)) throw new RangeError(`${degreesOfFreedom} degrees of freedom, fewer than 1`);
  const whole = Math.min(Math.floor(degreesOfFreedom), MOST_DEGREES);
  let [low, high] = [1.9, 13];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2;
    if (shareWithin(middle, whole) < 0.95) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
