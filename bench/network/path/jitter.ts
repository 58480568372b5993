import { seededRandom } from '../../../scenarios/load/seeded-random.ts';

/**
 * Two knots of the curve are this many times the jitter apart. The curve then falls by at most half
 * a millisecond a millisecond, so a later packet never overtakes an earlier one.
 */
export const KNOT_SPACING = 4;

/**
 * The deviation of a direction's delay at a moment after the start, both in µs: straight lines
 * between values that are drawn evenly from −jitter to +jitter, one each 4 × jitter. Its mean is 0
 * and its standard deviation 0.47 × jitter (√(2/9): even values have √(1/3), and straight lines
 * between them keep 2/3 of the variance). The same seed gives the same curve.
 */
export function jitterCurve(jitterMicros: number, seed: number): (afterMicros: number) => number {
  if (jitterMicros === 0) return () => 0;
  const random = seededRandom(seed);
  const spacing = KNOT_SPACING * jitterMicros;
  const knots: number[] = [];
  const knot = (index: number) => {
    while (knots.length <= index) knots.push((2 * random() - 1) * jitterMicros);
    return knots[index] as number;
  };
  return afterMicros => {
    const place = Math.max(0, afterMicros) / spacing;
    const index = Math.floor(place);
    const [from, to] = [knot(index), knot(index + 1)];
    return from + (place - index) * (to - from);
  };
}
