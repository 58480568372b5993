import type { TransportCostModel } from '../../analysis/cost-model/model.ts';
import { counted, figure, integer } from '../text/format.ts';
import { MOST_TIMES } from './beyond.ts';
import type { PlanInput } from './controls.ts';
import type { Processes } from './processes.ts';

/**
 * Cores beyond those that the model asks for, so that no process gets more subscribers than one was
 * seen to carry, or a load too far beyond what was measured.
 */
export interface Precaution {
  cores: number;
  /** With these cores. */
  allCores: number;
  costPerMonth: number;
  /**
   * The most subscribers that one process of any transport carried in a valid trial; null if the
   * cores are there for what was measured.
   */
  carried: number | null;
}

/** The cores of a plan that are a precaution; null if all follow from CPU or from the p99 limit. */
export function precautionOf(
  { carried: { subscribersOfAny } }: TransportCostModel,
  { pricePerCoreMonth }: PlanInput,
  { count, countByCpu, setBy }: Processes,
): Precaution | null {
  if (count === null || countByCpu === null || setBy === 'latency' || count <= countByCpu) return null;
  const carried = setBy === 'measured' ? null : subscribersOfAny;
  if (setBy !== 'measured' && carried === null) return null;
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
  const why =
    carried === null
      ? `with fewer, one process would have more than ${MOST_TIMES} times the most that was measured.`
      : `${integer(carried)} subscribers is the most that one process carried in a valid trial.`;
  return `By the model ${counted(byModel, 'core')} ${byModel === 1 ? 'is' : 'are'} enough. ${others} a precaution, for ${figure(costPerMonth)} per month: ${why}`;
}
