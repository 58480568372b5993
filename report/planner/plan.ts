import type { CostModel, TransportCostModel } from '../../analysis/cost-model/model.ts';
import { PRACTICAL_EQUALITY } from '../../analysis/statistics/paired-ratios.ts';
import { isTested, type TestedTransport, TRANSPORTS } from '../../scenarios/load/transport.ts';
import type { PlanInput } from './controls.ts';
import { type TrafficLayer, type TransportPlan, transportPlan } from './transport-plan.ts';

/** What plans are computed from; `transitMs`, d one way, is 0 where the run does not know it. */
export interface PlannerData {
  model: CostModel;
  transitMs: number;
}

export interface Plan {
  layer: TrafficLayer;
  transports: TransportPlan[];
  /** Of those that are good enough, the one that costs least, and what costs the same in practice. */
  cheapest: TestedTransport[];
  /** Good enough and dearer, but by no more than the model may be off. */
  contenders: TestedTransport[];
  /** Whose p99 is so close to what is acceptable that another run may find it on the other side. */
  nearLimit: TestedTransport[];
}

/** So far, as a share, the least p99 of a transport lay apart in two runs of one day on the same machine: 6, 12 and 40%. */
const P99_SCATTER = 0.4;

/** The models of the transports that have one, in the order in which they are shown. */
export const modelsOf = (model: CostModel): TransportCostModel[] =>
  TRANSPORTS.filter(isTested).flatMap(transport => model[transport] ?? []);

/** The wire where each transport has it: bytes of two layers are not to be compared. */
export function trafficLayerOf(model: CostModel): TrafficLayer {
  const wired = modelsOf(model).every(({ fits }) => fits.wireBytesPerSecond);
  return wired ? 'wireBytesPerSecond' : 'applicationBytesPerSecond';
}

/** What a transport that is good enough costs, as it is and when the model is off as far as it was seen to be. */
interface Offer {
  transport: TestedTransport;
  cost: number;
  least: number;
  most: number;
}

function offersOf(transports: readonly TransportPlan[]): Offer[] {
  return transports.flatMap(({ transport, costPerMonth: cost, costPerMonthRange, shortfalls }) => {
    if (cost === null || shortfalls.length > 0) return [];
    return [
      { transport, cost, least: costPerMonthRange?.least ?? cost, most: costPerMonthRange?.most ?? cost },
    ];
  });
}

/**
 * What the reader's numbers take with each transport that the run has a model of, and which is the cheapest that is good enough:
 * p99 within what is acceptable, and no more cores than there are. `transitMs` is d, one way.
 */
export function planOf(input: PlanInput, model: CostModel, transitMs: number): Plan {
  const layer = trafficLayerOf(model);
  const transports = modelsOf(model).map(one => transportPlan(one, input, transitMs, layer));
  const offers = offersOf(transports);
  const leastCost = Math.min(...offers.map(({ cost }) => cost));
  const cheapest = offers.filter(({ cost }) => cost <= leastCost * (1 + PRACTICAL_EQUALITY));
  const others = offers.filter(offer => !cheapest.includes(offer));
  const bound = Math.min(...cheapest.map(({ most }) => most));
  // Short polling asks as seldom as it may: its p99 is the limit itself.
  const nearLimit = transports.filter(
    ({ pollIntervalMs, latency: { p99Ms } }) =>
      pollIntervalMs === null &&
      p99Ms <= input.acceptableMs * (1 + P99_SCATTER) &&
      p99Ms * (1 + P99_SCATTER) >= input.acceptableMs,
  );
  return {
    layer,
    transports,
    cheapest: cheapest.map(({ transport }) => transport),
    contenders: others.filter(({ least }) => least <= bound).map(({ transport }) => transport),
    nearLimit: nearLimit.map(({ transport }) => transport),
  };
}
