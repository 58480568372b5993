import type { CostModel, TransportCostModel } from '../../analysis/cost-model/model.ts';
import { PRACTICAL_EQUALITY } from '../../analysis/statistics/paired-ratios.ts';
import { isTested, type TestedTransport, TRANSPORTS } from '../../scenarios/load/transport.ts';
import { FIRST_INPUT, type PlanInput } from './controls.ts';
import { BYTES, type TrafficLayer } from './errors.ts';
import type { TraceNumbers } from './traces.ts';
import { type TransportPlan, transportPlan } from './transport-plan.ts';

/** The input of plans; `transitMs`, d one way, is 0 if the run does not know it. */
export interface PlannerData {
  model: CostModel;
  transitMs: number;
  /** The traces that the run replayed. */
  traces: readonly TraceNumbers[];
}

export interface Plan {
  layer: TrafficLayer;
  transports: TransportPlan[];
  /** The cheapest good enough transport, and those whose cost is equal in practice. */
  cheapest: TestedTransport[];
  /**
   * Good enough and more expensive, but by no more than the model error: money does not decide
   * between these and the cheapest.
   */
  contenders: TestedTransport[];
  /**
   * The transports whose p99 is so close to the limit that another run may find it on the other
   * side.
   */
  nearLimit: TestedTransport[];
  /**
   * Those of them that have the limit within the range of their p99: whether they hold it is not
   * decided.
   */
  openP99: TestedTransport[];
  /**
   * The transports that have enough cores by the prediction and not within its error, or the other
   * way round.
   */
  nearCores: TestedTransport[];
}

/**
 * The largest share by which the least p99 of a transport differed in two runs of one day on one
 * machine: 6, 12, 40%.
 */
export const P99_SCATTER = 0.4;

/**
 * Whether another run may find the p99 on the other side of the limit. Short polling polls as
 * rarely as allowed: its p99 is the limit itself.
 */
function isNearLimit({ pollIntervalMs, latency, p99RangeMs }: TransportPlan, acceptableMs: number): boolean {
  if (pollIntervalMs !== null || latency === null) return false;
  const { least, most } = p99RangeMs ?? { least: latency.p99Ms, most: latency.p99Ms };
  const mayFit = least <= acceptableMs * (1 + P99_SCATTER);
  return mayFit && (most === null || most * (1 + P99_SCATTER) >= acceptableMs);
}

/** Whether the limit is within the range of the p99, so that the run does not decide on it. */
const isOpenP99 = ({ pollIntervalMs, p99RangeMs: band }: TransportPlan, acceptableMs: number): boolean =>
  pollIntervalMs === null &&
  band !== null &&
  band.least <= acceptableMs &&
  (band.most === null || band.most > acceptableMs);

/** Whether the error of CPU decides if the available cores are enough, and nothing else fails. */
function isNearCores({ cores, coresRange, shortfalls }: TransportPlan, coresAvailable: number): boolean {
  if (cores === null || coresRange === null || shortfalls.some(one => one !== 'cores')) return false;
  const { least, most } = coresRange;
  return cores <= coresAvailable ? most === null || most > coresAvailable : least <= coresAvailable;
}

/** The models of the transports that have one, in the order in which they are shown. */
export const modelsOf = (model: CostModel): TransportCostModel[] =>
  TRANSPORTS.filter(isTested).flatMap(transport => model[transport] ?? []);

/** Wire bytes if every transport has them: bytes of two layers must not be compared. */
export function trafficLayerOf(model: CostModel): TrafficLayer {
  const { wire } = BYTES;
  const isWired = modelsOf(model).every(({ fits }) => fits[wire.out] && fits[wire.in]);
  return isWired ? 'wire' : 'application';
}

/** The plans of the cheapest transports. */
export const winnersOf = ({ transports, cheapest }: Plan): TransportPlan[] =>
  transports.filter(({ transport }) => cheapest.includes(transport));

/** Whether there are plans and none costs anything, because nothing that it needs has a price. */
export const isFree = (plans: readonly TransportPlan[]): boolean =>
  plans.length > 0 && plans.every(({ costPerMonth }) => costPerMonth === 0);

/** The cost of a good enough transport, as predicted and at both ends of the model error. */
interface Offer {
  transport: TestedTransport;
  cost: number;
  least: number;
  most: number;
}

function offersOf(transports: readonly TransportPlan[]): Offer[] {
  return transports.flatMap(one => {
    const { transport, costPerMonth: cost, costPerMonthRange, leastCostCompared, shortfalls } = one;
    if (cost === null || shortfalls.length > 0) return [];
    return [{ transport, cost, least: leastCostCompared ?? cost, most: costPerMonthRange?.most ?? cost }];
  });
}

/**
 * The plan of each transport that the run has a model of, and the cheapest that is good enough.
 * Good enough means: p99 within the limit and no more cores than available. `transitMs` is d, one
 * way.
 */
export function planOf(input: PlanInput, model: CostModel, transitMs: number): Plan {
  const layer = trafficLayerOf(model);
  const transports = modelsOf(model).map(one => transportPlan(one, input, transitMs, layer));
  const offers = offersOf(transports);
  const leastCost = Math.min(...offers.map(({ cost }) => cost));
  const cheapest = offers.filter(({ cost }) => cost <= leastCost * (1 + PRACTICAL_EQUALITY));
  const others = offers.filter(offer => !cheapest.includes(offer));
  const bound = Math.min(...cheapest.map(({ most }) => most));
  const namesWhere = (is: (one: TransportPlan) => boolean) =>
    transports.filter(is).map(({ transport }) => transport);
  return {
    layer,
    transports,
    cheapest: cheapest.map(({ transport }) => transport),
    contenders: others.filter(({ least }) => least <= bound).map(({ transport }) => transport),
    nearLimit: namesWhere(one => isNearLimit(one, input.acceptableMs)),
    openP99: namesWhere(one => isOpenP99(one, input.acceptableMs)),
    nearCores: namesWhere(one => isNearCores(one, input.cores)),
  };
}

/** Whether a run gives the cost of any transport, so that there is a planner. */
export function tellsCosts({ model, transitMs }: Pick<PlannerData, 'model' | 'transitMs'>): boolean {
  const { transports } = planOf(FIRST_INPUT, model, transitMs);
  return transports.some(({ shortfalls }) => !shortfalls.includes('unknown'));
}
