import type { RangeName } from '../../analysis/cost-model/inputs.ts';
import type { TransportCostModel } from '../../analysis/cost-model/model.ts';
import type { PlannedLoad } from '../../analysis/cost-model/predict.ts';
import { isBusyPolling, isShared } from './cpu.ts';
import type { Processes } from './processes.ts';

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

/** The deliveries, or responses, that scenario `capacity` measured with events to many. */
const SHARED: readonly RangeName[] = ['deliveriesPerSecond', 'responsesPerSecond'];

/**
 * How many of an input were measured. Other scenarios had more polls of a busy server, and more
 * deliveries and subscribers where an event goes to many. Of the g deliveries of an event, the
 * first costs what the grid says. So g times the most of the grid count as measured, up to what
 * scenario `capacity` had: from one user to two, a load does not become a measured one.
 */
function mostOf(model: TransportCostModel, load: PlannedLoad, name: RangeName): number {
  const { measured, carried, shared } = model;
  const mosts = [measured[name].most];
  if (isBusyPolling(model, load) && POLLS.includes(name)) mosts.push(carried.polls?.mostPerSecond ?? 0);
  if (shared && isShared(model, load)) {
    const ofGrid = measured[name].most * load.deliveriesPerEvent;
    if (SHARED.includes(name)) mosts.push(Math.min(shared.mostPerSecond, ofGrid));
    if (POLLS.includes(name)) mosts.push(Math.min(shared.mostPollsPerSecond, ofGrid));
    if (name === 'payloadKibPerSecond') mosts.push(Math.min(shared.mostKibPerSecond, ofGrid));
    if (name === 'subscribers') mosts.push(Math.min(shared.mostSubscribers, ofGrid));
  }
  return Math.max(...mosts);
}

/**
 * What of a load is above anything that was measured. Below the smallest value the planner computes
 * freely: what a part of a load adds goes to 0 with its amount.
 */
export function beyondOf(model: TransportCostModel, { count, cost, load }: Processes): Beyond[] {
  const inputs = cost.beyond
    .map(({ name, value }) => ({ name, value, most: mostOf(model, load, name) }))
    .filter(({ value, most }) => value > most);
  const processes =
    count !== null && count > 1 ? [{ name: 'processes' as const, value: count, most: 1 }] : [];
  return [...inputs, ...processes].map(one => ({ ...one, times: one.value / one.most }));
}
