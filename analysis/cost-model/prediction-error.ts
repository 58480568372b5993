import type { TestedTransport } from '../../scenarios/load/transport.ts';
import { studentT } from '../statistics/student-t.ts';
import type { CostFit } from './model.ts';
import { type Predictors, type Quantity, termsOf, weightOf } from './terms.ts';

/**
 * Half of the 95% interval for one more cell at these predictors: t √(xᵀCx + s² / w), with the
 * covariance C of the coefficients and the weight w of a cell of this size (Draper and Smith,
 * Applied Regression Analysis, 1998, ch. 5). Null if the fit has no more cells than terms.
 */
export function predictionError95(
  transport: TestedTransport,
  quantity: Quantity,
  { covariance, residualVariance, degreesOfFreedom }: CostFit,
  predictors: Predictors,
  predicted: number,
): number | null {
  if (covariance === null || residualVariance === null || predicted === 0) return null;
  const amounts = termsOf(transport, quantity).map(term => term.amount(predictors));
  const ofCoefficients = amounts.reduce(
    (sum, amount, row) =>
      sum +
      amount * amounts.reduce((part, other, column) => part + other * (covariance[row]?.[column] ?? 0), 0),
    0,
  );
  const variance = Math.max(0, ofCoefficients) + residualVariance / weightOf(quantity, predicted);
  return studentT(degreesOfFreedom) * Math.sqrt(variance);
}
