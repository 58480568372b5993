import type { RangeName } from '../../analysis/cost-model/inputs.ts';
import type { Carried, CostFit, CostModel, TransportCostModel } from '../../analysis/cost-model/model.ts';
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
    applicationBytesPerSecond: { 'empty-poll': 330, answer: 400, delivery: 96 },
    wireBytesPerSecond: { 'empty-poll': 600, answer: 700, delivery: 96, kib: 60 },
  },
  'long-polling': {
    cpuMicrosPerSecond: { constant: 10_000, answer: 90, kib: 4 },
    memoryBytes: { constant: 5e6, connection: 26_000 },
    applicationBytesPerSecond: { answer: 420 },
    wireBytesPerSecond: { answer: 750, kib: 60 },
  },
  sse: {
    cpuMicrosPerSecond: { constant: 8000, connection: 2, delivery: 14, kib: 3 },
    memoryBytes: { constant: 3e6, connection: 24_000 },
    applicationBytesPerSecond: { connection: 0.53, delivery: 125 },
    wireBytesPerSecond: { connection: 9.4, delivery: 266, kib: 60 },
  },
  websocket: {
    cpuMicrosPerSecond: { constant: 7000, connection: 3, delivery: 11, kib: 3 },
    memoryBytes: { constant: 4e6, connection: 31_000 },
    applicationBytesPerSecond: { connection: 0.53, delivery: 104 },
    wireBytesPerSecond: { connection: 17, delivery: 236, kib: 60 },
  },
};

interface Made {
  /** Of the one cell that was held out of each fit; without it none was. */
  errorPercent: number | null;
  /** The most that was measured; of what is left out, more than anybody asks. */
  most: Partial<Record<RangeName, number>>;
  mostSubscribersInMemory: number | null;
  carried: Carried;
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
    carried: { subscribers: null, polls: null },
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
      mostSubscribersInMemory: made.mostSubscribersInMemory,
      leastP99Ms: null,
    };
  }
  return model;
}

/** The same servers without one quantity. */
export function without(quantity: Quantity): Record<TestedTransport, Costs> {
  const all = TESTED_TRANSPORTS.map(transport => [transport, { ...COSTS[transport], [quantity]: undefined }]);
  return Object.fromEntries(all) as Record<TestedTransport, Costs>;
}
