import { expect, test } from 'vitest';
import { binomialInterval, independentTries } from '../../../../bench/calibration/path/binomial.ts';

test('without loss nothing may be lost', () => {
  expect(binomialInterval(300, 0)).toEqual({ from: 0, to: 0 });
});

test('the interval of a coin thrown ten times', () => {
  // P(0) = 1/1024, about 0.001: more than the 0.0005 that may be left out.
  expect(binomialInterval(10, 0.5)).toEqual({ from: 0, to: 10 });
  // P(0) = 2^-12, about 0.00024; P(0 or 1) = 13 × 2^-12.
  expect(binomialInterval(12, 0.5)).toEqual({ from: 1, to: 11 });
});

test('1% of 2,000 packets', () => {
  const { from, to } = binomialInterval(2000, 0.01);
  // Mean 20, standard deviation 4.45: about 3.3 of them to either side.
  expect(from).toBeGreaterThanOrEqual(6);
  expect(from).toBeLessThanOrEqual(8);
  expect(to).toBeGreaterThanOrEqual(34);
  expect(to).toBeLessThanOrEqual(38);
});

test('bursts tell less than single losses', () => {
  expect(independentTries(2000, 0.01, undefined)).toBe(2000);
  // Correlation 1 − 1/5 − 0.01/(5 × 0.99) = 0.798: 2,000 × 0.202 / 1.798.
  expect(independentTries(2000, 0.01, 5)).toBe(224);
});
