import type { TransportPlan } from './transport-plan.ts';

/** How much more one transport costs per month than another. */
export interface CostDifference {
  value: number;
  /** Within the errors of the models; null if one of them is not known. */
  range: { least: number; most: number } | null;
}

/**
 * How much more `dearer` costs per month than `own`; null if a cost is not known. What one process
 * carries is the same for both, so its uncertainty cancels: both have the cores of the precaution.
 * The errors of CPU and traffic are of two models, and both are taken as unfavourable.
 */
export function costDifference(own: TransportPlan, dearer: TransportPlan): CostDifference | null {
  if (own.costPerMonth === null || dearer.costPerMonth === null) return null;
  const [a, b] = [endsOf(own), endsOf(dearer)];
  return {
    value: dearer.costPerMonth - own.costPerMonth,
    range: a && b && { least: b.least - a.most, most: b.most - a.least },
  };
}

/** The ends of a cost, with as many processes as the precaution asks for. */
function endsOf({ leastCostCompared, costPerMonthRange }: TransportPlan) {
  if (leastCostCompared === null || costPerMonthRange === null) return null;
  return { least: leastCostCompared, most: costPerMonthRange.most };
}
