import type { TransportCostModel } from '../../analysis/cost-model/model.ts';
import { counted, figure, integer } from '../text/format.ts';
import type { PlanInput } from './controls.ts';
import type { Processes } from './processes.ts';

/**
 * Cores beyond those that the model asks for, so that no process gets more subscribers than one was
 * seen to carry.
 */
export interface Precaution {
  cores: number;
  /** With these cores. */
  allCores: number;
  costPerMonth: number;
  /** The most subscribers that one process of any transport carried in a valid trial. */
  carried: number;
}

/** The cores of a plan that are a precaution; null if all follow from CPU. */
export function precautionOf(
  { carried: { subscribersOfAny: carried } }: TransportCostModel,
  { pricePerCoreMonth }: PlanInput,
  { count, countByCpu }: Processes,
): Precaution | null {
  if (count === null || countByCpu === null || carried === null || count <= countByCpu) return null;
  const cores = count - countByCpu;
  return { cores, allCores: count, costPerMonth: cores * pricePerCoreMonth, carried };
}

/**
 * `By the model 1 core is enough. The second is a precaution, for 25.0 per month: 18,000
 * subscribers is the most that one process carried in a valid trial.`
 */
export function precautionInWords({ cores, allCores, costPerMonth, carried }: Precaution): string {
  const byModel = allCores - cores;
  const others =
    allCores === 2 ? 'The second is' : cores === 1 ? 'One more is' : `The other ${integer(cores)} are`;
  return `By the model ${counted(byModel, 'core')} ${byModel === 1 ? 'is' : 'are'} enough. ${others} a precaution, for ${figure(costPerMonth)} per month: ${integer(carried)} subscribers is the most that one process carried in a valid trial.`;
}
