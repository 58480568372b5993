const START = 2_463_534_242;

/**
 * Operations in registers alone: each step draws the next number of Marsaglia's xorshift32
 * (Xorshift RNGs, 2003) and adds it to half of the sum so far. Returns that sum, so that no step
 * can be left out.
 */
export function arithmetic(steps: number): number {
  let word = START | 0;
  let sum = 0;
  for (let step = 0; step < steps; step++) {
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    sum = sum * 0.5 + word;
  }
  return sum;
}
