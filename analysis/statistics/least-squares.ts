/** A linear model fitted to observations. */
export interface LinearFit {
  /** One for each column. */
  coefficients: number[];
  /**
   * Null for a coefficient held at 0; null for all if there are no more observations than
   * coefficients.
   */
  standardErrors: (number | null)[];
  /**
   * s² (XᵀWX)⁻¹, the covariance of the coefficients, a row for each; 0 for a coefficient held at 0.
   * Null if there are no more observations than coefficients.
   */
  covariance: number[][] | null;
  /** The sum over the weighted residuals. */
  residualSumOfSquares: number;
  degreesOfFreedom: number;
}

/**
 * A column depends on the columns before it if its independent part is smaller than this share of
 * its length.
 */
const DEPENDENT = 1e-6;

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, index) => sum + value * (b[index] as number), 0);
const lengthOf = (vector: readonly number[]) => Math.sqrt(dot(vector, vector));

/**
 * Removes from `vector` its components along the unit vectors, and returns them. Done twice,
 * against rounding.
 */
function project(vector: number[], units: readonly (readonly number[])[]): number[] {
  const along = units.map(() => 0);
  for (let pass = 0; pass < 2; pass++) {
    for (const [index, unit] of units.entries()) {
      const part = dot(unit, vector);
      along[index] = (along[index] as number) + part;
      for (const [row, value] of unit.entries()) vector[row] = (vector[row] as number) - part * value;
    }
  }
  return along;
}

/** Inverse of an upper triangular matrix, as rows. */
function inverted(triangle: readonly (readonly number[])[]): number[][] {
  const size = triangle.length;
  const at = (row: number, column: number) => triangle[row]?.[column] as number;
  const inverse = triangle.map(() => new Array<number>(size).fill(0));
  for (let column = 0; column < size; column++) {
    for (let row = column; row >= 0; row--) {
      let value = row === column ? 1 : 0;
      for (let k = row + 1; k <= column; k++) value -= at(row, k) * (inverse[k]?.[column] as number);
      (inverse[row] as number[])[column] = value / at(row, row);
    }
  }
  return inverse;
}

/**
 * Weighted linear least squares: the coefficients b that minimise Σ wᵢ (yᵢ − Σⱼ xᵢⱼ bⱼ)². `rows`
 * holds the xᵢ (with a column of ones for a constant), `observed` the y, `weights` the w, 1 by
 * default. Null if there is no unique solution: the columns depend on each other, or there are more
 * columns than rows. The method is QR decomposition (modified Gram-Schmidt, twice) of columns
 * scaled to length 1. Standard errors and covariance are those of s² (XᵀWX)⁻¹ (Björck, Numerical
 * Methods for Least Squares Problems, 1996, ch. 2).
 */
export function leastSquares(
  rows: readonly (readonly number[])[],
  observed: readonly number[],
  weights: readonly number[] = observed.map(() => 1),
): LinearFit | null {
  const columnCount = rows[0]?.length ?? 0;
  if (columnCount === 0 || rows.length < columnCount) return null;
  const roots = weights.map(Math.sqrt);
  const columns = Array.from({ length: columnCount }, (_, column) =>
    rows.map((row, index) => (row[column] as number) * (roots[index] as number)),
  );
  const scales = columns.map(lengthOf);
  const units: number[][] = [];
  const triangle = columns.map(() => new Array<number>(columnCount).fill(0));
  for (const [column, values] of columns.entries()) {
    const scale = scales[column] as number;
    if (!(scale > 0 && Number.isFinite(scale))) return null;
    const rest = values.map(value => value / scale);
    for (const [row, part] of project(rest, units).entries()) (triangle[row] as number[])[column] = part;
    const length = lengthOf(rest);
    if (length < DEPENDENT) return null;
    (triangle[column] as number[])[column] = length;
    units.push(rest.map(value => value / length));
  }
  const residuals = observed.map((value, index) => value * (roots[index] as number));
  const projected = project(residuals, units);
  const inverse = inverted(triangle);
  const residualSumOfSquares = dot(residuals, residuals);
  const degreesOfFreedom = rows.length - columnCount;
  const variance = degreesOfFreedom === 0 ? null : residualSumOfSquares / degreesOfFreedom;
  const scaled = inverse.map((row, column) => row.map(value => value / (scales[column] as number)));
  return {
    coefficients: scaled.map(row => dot(row, projected)),
    standardErrors: scaled.map(row => (variance === null ? null : Math.sqrt(variance) * lengthOf(row))),
    covariance: variance === null ? null : scaled.map(row => scaled.map(other => variance * dot(row, other))),
    residualSumOfSquares,
    degreesOfFreedom,
  };
}

/**
 * The same with no coefficient below 0 (Lawson and Hanson, Solving Least Squares Problems, 1974,
 * ch. 23). It takes the choice of columns with the best fit among those without a coefficient below
 * 0, and holds the other columns at 0. It tries all 2ⁿ − 1 choices, so it suits few columns only.
 * Null if the columns depend on each other, or if every choice has a coefficient below 0.
 */
export function nonNegativeLeastSquares(
  rows: readonly (readonly number[])[],
  observed: readonly number[],
  weights?: readonly number[],
): LinearFit | null {
  const free = leastSquares(rows, observed, weights);
  if (free === null || free.coefficients.every(value => value >= 0)) return free;
  const columnCount = free.coefficients.length;
  let best: LinearFit | null = null;
  for (let choice = 1; choice < 2 ** columnCount; choice++) {
    const chosen = free.coefficients.map((_, column) => (choice & (2 ** column)) !== 0);
    const fit = leastSquares(
      rows.map(row => row.filter((_, column) => chosen[column])),
      observed,
      weights,
    );
    if (fit === null || fit.coefficients.some(value => value < 0)) continue;
    if (best !== null && best.residualSumOfSquares <= fit.residualSumOfSquares) continue;
    const place = (column: number) => chosen.slice(0, column).filter(Boolean).length;
    const { covariance } = fit;
    const between = (row: number, column: number) =>
      chosen[row] && chosen[column] ? (covariance?.[place(row)]?.[place(column)] as number) : 0;
    best = {
      ...fit,
      coefficients: chosen.map((is, column) => (is ? (fit.coefficients[place(column)] as number) : 0)),
      standardErrors: chosen.map((is, column) => (is ? (fit.standardErrors[place(column)] ?? null) : null)),
      covariance: covariance && chosen.map((_, row) => chosen.map((_, column) => between(row, column))),
    };
  }
  return best;
}
