import type { RangeName } from '../../analysis/cost-model/inputs.ts';
import type { TransportCostModel } from '../../analysis/cost-model/model.ts';
import { isBusyPolling, type Processes } from './processes.ts';

/** Above this many times the largest measured value, the planner says how many times it is. */
export const SAID_FROM_TIMES = 3;
/** Above this many times the largest measured value, the planner gives no value. */
export const MOST_TIMES = 10;

/** An input of one process, or the number of processes, above the largest that was measured. */
export interface Beyond {
  name: RangeName | 'processes';
  value: number;
  most: number;
  /** `value / most`; infinite if none was measured. */
  times: number;
}

const POLLS: readonly RangeName[] = ['emptyPollsPerSecond', 'answersPerSecond', 'responsesPerSecond'];

/** How many of an input were measured: of the polls of a busy server, what other scenarios had. */
function mostOf({ measured, carried }: TransportCostModel, name: RangeName, isBusy: boolean): number {
  const most = measured[name].most;
  return isBusy && POLLS.includes(name) ? Math.max(most, carried.polls?.mostPerSecond ?? 0) : most;
}

/**
 * What of a load is above anything that was measured. Below the smallest value the planner computes
 * freely: what a part of a load adds goes to 0 with its amount.
 */
export function beyondOf(model: TransportCostModel, { count, cost, load }: Processes): Beyond[] {
  const isBusy = isBusyPolling(model, load);
  const inputs = cost.beyond
    .map(({ name, value }) => ({ name, value, most: mostOf(model, name, isBusy) }))
    .filter(({ value, most }) => value > most);
  const processes =
    count !== null && count > 1 ? [{ name: 'processes' as const, value: count, most: 1 }] : [];
  return [...inputs, ...processes].map(one => ({ ...one, times: one.value / one.most }));
}
