import type { RangeName } from '../../analysis/cost-model/inputs.ts';
import type {
  Carried,
  CostFit,
  CostModel,
  Shared,
  Tail,
  TransportCostModel,
} from '../../analysis/cost-model/model.ts';
import { QUANTITIES, type Quantity, type Term, termsOf } from '../../analysis/cost-model/terms.ts';
import { FIRST_INPUT, type PlanInput } from '../../report/planner/controls.ts';
import { TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';

/** Somebody's numbers: rare events for many. */
export const NUMBERS: PlanInput = { ...FIRST_INPUT, subscribers: 5000, eventsPerUserHour: 12 };

/**
 * What a server costs, a coefficient for each term that is not 0; a quantity that is left out has
 * no fit.
 */
export type Costs = Partial<Record<Quantity, Partial<Record<Term['id'], number>>>>;

/** Four servers at which SSE is cheapest where little happens. */
export const COSTS: Record<TestedTransport, Costs> = {
  'short-polling': {
    cpuMicrosPerSecond: { constant: 10_000, 'empty-poll': 60, answer: 80, delivery: 5, kib: 3 },
    memoryBytes: { constant: 4e6, connection: 22_000 },
    applicationDownBytesPerSecond: { 'empty-poll': 250, answer: 320, delivery: 96 },
    applicationUpBytesPerSecond: { 'empty-poll': 80, answer: 80 },
    wireDownBytesPerSecond: { 'empty-poll': 390, answer: 480, delivery: 96, kib: 50 },
    wireUpBytesPerSecond: { 'empty-poll': 210, answer: 220, kib: 10 },
  },
  'long-polling': {
    cpuMicrosPerSecond: { constant: 10_000, answer: 90, kib: 4 },
    memoryBytes: { constant: 5e6, connection: 26_000 },
    applicationDownBytesPerSecond: { 'empty-poll': 180, answer: 325 },
    applicationUpBytesPerSecond: { 'empty-poll': 94, answer: 95 },
    wireDownBytesPerSecond: { 'empty-poll': 350, answer: 520, kib: 50 },
    wireUpBytesPerSecond: { 'empty-poll': 235, answer: 230, kib: 10 },
  },
  sse: {
    cpuMicrosPerSecond: { constant: 8000, heartbeat: 30, delivery: 14, kib: 3 },
    memoryBytes: { constant: 3e6, connection: 24_000 },
    applicationDownBytesPerSecond: { heartbeat: 8, delivery: 125 },
    applicationUpBytesPerSecond: {},
    wireDownBytesPerSecond: { heartbeat: 75, delivery: 200, kib: 50 },
    wireUpBytesPerSecond: { heartbeat: 66, delivery: 66, kib: 10 },
  },
  websocket: {
    cpuMicrosPerSecond: { constant: 7000, heartbeat: 45, delivery: 11, kib: 3 },
    memoryBytes: { constant: 4e6, connection: 31_000 },
    applicationDownBytesPerSecond: { heartbeat: 2, delivery: 104 },
    applicationUpBytesPerSecond: { heartbeat: 6 },
    wireDownBytesPerSecond: { heartbeat: 134, delivery: 170, kib: 50 },
    wireUpBytesPerSecond: { heartbeat: 138, delivery: 66, kib: 10 },
  },
};

interface Made {
  /** Of the one cell that was held out of each fit; without it none was. */
  errorPercent: number | null;
  /** The most that was measured; of what is left out, more than anybody asks. */
  most: Partial<Record<RangeName, number>>;
  mostSubscribersInMemory: number | null;
  carried: Carried;
  tail: Tail | null;
  shared: Shared | null;
  /** The label of the cell that was held out. */
  label: string;
}

function fitOf(transport: TestedTransport, quantity: Quantity, costs: Costs, made: Made): CostFit | null {
  const values = costs[quantity];
  if (!values) return null;
  const { errorPercent, label } = made;
  return {
    coefficients: termsOf(transport, quantity).map(({ id, per }) => ({
      term: id,
      per,
      unit: 'µs',
      value: values[id] ?? 0,
      standardError: null,
      isDistinguishable: null,
      takenFrom: null,
    })),
    rSquared: 1,
    covariance: null,
    residualVariance: null,
    degreesOfFreedom: 0,
    cells: [{ point: 'cell', label: 'cell', blocks: 3, observed: 100, predicted: 100, errorPercent: 0 }],
    heldOut:
      errorPercent === null
        ? []
        : [{ point: 'out', label, blocks: 3, observed: 100, predicted: 100 + errorPercent, errorPercent }],
  };
}

const NAMES: RangeName[] = [
  'subscribers',
  'deliveriesPerSecond',
  'payloadKibPerSecond',
  'emptyPollsPerSecond',
  'answersPerSecond',
  'responsesPerSecond',
  'heartbeatsPerSecond',
  'payloadBytes',
];

/** A model of servers with these costs, as if it had been fitted. */
export function madeModel(
  costs: Partial<Record<TestedTransport, Costs>> = COSTS,
  over: Partial<Made> = {},
): CostModel {
  const made: Made = {
    errorPercent: null,
    most: {},
    mostSubscribersInMemory: 10_000,
    carried: { subscribers: null, subscribersOfAny: null, polls: null },
    tail: null,
    shared: null,
    label: 'held out',
    ...over,
  };
  const model: CostModel = {};
  for (const transport of TESTED_TRANSPORTS) {
    const own = costs[transport];
    if (!own) continue;
    const fits = QUANTITIES.map(quantity => [quantity, fitOf(transport, quantity, own, made)]);
    const measured = NAMES.map(name => [name, { least: 0, most: made.most[name] ?? 1e12 }]);
    model[transport] = {
      transport,
      fits: Object.fromEntries(fits) as TransportCostModel['fits'],
      measured: Object.fromEntries(measured) as TransportCostModel['measured'],
      measuredEventsPerUserHour: { least: 0, most: 1e12 },
      measuredPollIntervalMs: transport === 'short-polling' ? { least: 250, most: 5000 } : null,
      carried: made.carried,
      shared: made.shared,
      mostSubscribersInMemory: made.mostSubscribersInMemory,
      tail: made.tail,
    };
  }
  return model;
}

/** The same servers without these quantities. */
export function without(...quantities: Quantity[]): Record<TestedTransport, Costs> {
  const gone = Object.fromEntries(quantities.map(quantity => [quantity, undefined]));
  const all = TESTED_TRANSPORTS.map(transport => [transport, { ...COSTS[transport], ...gone }]);
  return Object.fromEntries(all) as Record<TestedTransport, Costs>;
}
