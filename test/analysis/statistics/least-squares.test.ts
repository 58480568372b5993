import { describe, expect, test } from 'vitest';
import { leastSquares, nonNegativeLeastSquares } from '../../../analysis/statistics/least-squares.ts';

/**
 * Longley (1967): employment by price deflator, GNP, unemployed, armed forces, population and year;
 * columns nearly dependent.
 */
const LONGLEY = [
  [60323, 83.0, 234289, 2356, 1590, 107608, 1947],
  [61122, 88.5, 259426, 2325, 1456, 108632, 1948],
  [60171, 88.2, 258054, 3682, 1616, 109773, 1949],
  [61187, 89.5, 284599, 3351, 1650, 110929, 1950],
  [63221, 96.2, 328975, 2099, 3099, 112075, 1951],
  [63639, 98.1, 346999, 1932, 3594, 113270, 1952],
  [64989, 99.0, 365385, 1870, 3547, 115094, 1953],
  [63761, 100.0, 363112, 3578, 3350, 116219, 1954],
  [66019, 101.2, 397469, 2904, 3048, 117388, 1955],
  [67857, 104.6, 419180, 2822, 2857, 118734, 1956],
  [68169, 108.4, 442769, 2936, 2798, 120445, 1957],
  [66513, 110.8, 444546, 4681, 2637, 121950, 1958],
  [68655, 112.6, 482704, 3813, 2552, 123366, 1959],
  [69564, 114.2, 502601, 3931, 2514, 125368, 1960],
  [69331, 115.7, 518173, 4806, 2572, 127852, 1961],
  [70551, 116.9, 554894, 4007, 2827, 130081, 1962],
];

describe('least squares', () => {
  test('meets the certified values of Longley’s data (NIST StRD)', () => {
    const fit = leastSquares(
      LONGLEY.map(([, ...row]) => [1, ...row]),
      LONGLEY.map(([observed]) => observed as number),
    );
    const certified = [
      [-3482258.63459582, 890420.383607373],
      [15.0618722713733, 84.9149257747669],
      [-0.035819179292591, 0.0334910077722432],
      [-2.02022980381683, 0.488399681651699],
      [-1.03322686717359, 0.214274163161675],
      [-0.0511041056535807, 0.22607320006937],
      [1829.15146461355, 455.478499142212],
    ] as const;
    for (const [index, [value, error]] of certified.entries()) {
      expect(fit?.coefficients[index]).toBeCloseTo(value, -Math.log10(Math.abs(value)) + 7);
      expect(fit?.standardErrors[index]).toBeCloseTo(error, -Math.log10(error) + 7);
    }
    expect(fit?.residualSumOfSquares).toBeCloseTo(836424.055505915, 1);
    expect(fit?.degreesOfFreedom).toBe(9);
  });

  test('of a line by hand', () => {
    // y = 1, 3, 4 at x = 0, 1, 2: slope 1.5, intercept 7/6, residuals -1/6, 1/3, -1/6.
    const fit = leastSquares(
      [
        [1, 0],
        [1, 1],
        [1, 2],
      ],
      [1, 3, 4],
    );
    expect(fit?.coefficients).toEqual([expect.closeTo(7 / 6, 12), expect.closeTo(1.5, 12)]);
    expect(fit?.residualSumOfSquares).toBeCloseTo(1 / 6, 12);
    expect(fit?.standardErrors[1]).toBeCloseTo(Math.sqrt(1 / 6 / 2), 12);
    // s² = 1/6, and (XᵀX)⁻¹ = [[5, -3], [-3, 3]] / 6.
    const close = (value: number) => expect.closeTo(value / 36, 12);
    expect(fit?.covariance).toEqual([
      [close(5), close(-3)],
      [close(-3), close(3)],
    ]);
  });

  test('weighs', () => {
    // The weighted mean of 10 and 20 by 3 to 1.
    expect(leastSquares([[1], [1]], [10, 20], [3, 1])?.coefficients).toEqual([expect.closeTo(12.5, 12)]);
  });

  test('has no standard error where the fit is exact by force', () => {
    expect(leastSquares([[2]], [6])).toEqual({
      coefficients: [expect.closeTo(3, 12)],
      standardErrors: [null],
      covariance: null,
      residualSumOfSquares: expect.closeTo(0, 12),
      degreesOfFreedom: 0,
    });
  });

  test.each([
    ['no rows', [], []],
    ['fewer rows than columns', [[1, 2]], [1]],
    [
      'a column of zeros',
      [
        [1, 0],
        [1, 0],
        [2, 0],
      ],
      [1, 2, 3],
    ],
    [
      'the same column twice',
      [
        [1, 1],
        [2, 2],
        [3, 3],
      ],
      [1, 2, 3],
    ],
    [
      'a column that is a sum of others',
      [
        [1, 2, 3],
        [4, 1, 5],
        [2, 2, 4],
        [7, 1, 8],
      ],
      [1, 2, 3, 4],
    ],
    ['what is no number', [[Number.NaN], [1]], [1, 2]],
  ])('is null of %s', (_, rows, observed) => {
    expect(leastSquares(rows, observed)).toBeNull();
    expect(nonNegativeLeastSquares(rows, observed)).toBeNull();
  });
});

describe('without coefficients below 0', () => {
  const rows = [
    [1, 0],
    [1, 1],
    [1, 2],
    [1, 3],
  ];

  test('is the same where there are none', () => {
    expect(nonNegativeLeastSquares(rows, [1, 2, 3, 5])).toEqual(leastSquares(rows, [1, 2, 3, 5]));
  });

  test('holds at 0 what would be below, and fits the rest anew', () => {
    expect(nonNegativeLeastSquares(rows, [4, 3, 2, 1])?.coefficients).toEqual([expect.closeTo(2.5, 12), 0]);
    const through = nonNegativeLeastSquares(rows, [-1, 1, 3, 5]);
    expect(through?.coefficients).toEqual([0, expect.closeTo(22 / 14, 12)]);
    expect(through?.standardErrors[0]).toBeNull();
    expect(through?.degreesOfFreedom).toBe(3);
    const variance = (through?.standardErrors[1] ?? Number.NaN) ** 2;
    expect(through?.covariance).toEqual([
      [0, 0],
      [0, expect.closeTo(variance, 12)],
    ]);
  });

  test('is null where nothing but negative ones would do', () => {
    expect(nonNegativeLeastSquares([[1], [2]], [-1, -2])).toBeNull();
  });
});
