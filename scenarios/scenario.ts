import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import { bandwidthFaults } from './load/bandwidth.ts';
import { connectionFaults } from './load/connection.ts';
import { Load } from './load/load.ts';
import { pathFaults } from './load/path.ts';
import { PAYLOAD_SHAPES, SHAPE_BYTES } from './load/payload-shapes.ts';
import { canDrive } from './load/tool.ts';
import { topologyFaults } from './load/topology.ts';
import { REFERENCES, type Transport } from './load/transport.ts';

const exact = { additionalProperties: false };

export const PRESETS = ['smoke', 'quick', 'standard', 'thorough'] as const;
export type Preset = (typeof PRESETS)[number];

/** Values by preset, which override those of the preset itself. */
const byPreset = <T extends TSchema>(value: T) =>
  Type.Optional(Type.Partial(Type.Record(Type.Enum(PRESETS), value)));
const WindowSeconds = byPreset(Type.Number({ exclusiveMinimum: 0 }));

const Blocks = byPreset(Type.Integer({ minimum: 1 }));

/**
 * One value of a scenario's swept parameter; its window and its blocks override those of the
 * scenario.
 */
export const Point = Type.Object(
  {
    id: Type.String(),
    label: Type.String(),
    load: Load,
    windowSeconds: WindowSeconds,
    blocks: Blocks,
  },
  exact,
);
export type Point = Static<typeof Point>;

/**
 * A search instead of a sweep: for the largest number of subscribers that a transport carries, from
 * the only point on.
 */
export const Search = Type.Object(
  {
    objectiveP99Ms: Type.Number({ exclusiveMinimum: 0, description: 'latency from schedule at p99' }),
    maxSubscribers: Type.Integer({ minimum: 1 }),
    /**
     * How often the search halves the gap between the largest number that held and the smallest
     * that did not.
     */
    halvings: Type.Integer({ minimum: 0 }),
  },
  exact,
);
export type Search = Static<typeof Search>;

/** A question and the load that answers it: data, not code. */
export const Scenario = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
    title: Type.String({ minLength: 1 }),
    question: Type.String({ minLength: 1, description: 'one sentence' }),
    answeredBy: Type.Optional(
      Type.String({
        description: 'id of the measure that answers the question; the first of a load without it',
      }),
    ),
    prediction: Type.String({
      minLength: 1,
      description: 'prediction of the theory, shown before the measurement',
    }),
    claims: Type.Array(Type.String({ pattern: '^C[0-9]+$' })),
    points: Type.Array(Point, { minItems: 1 }),
    search: Type.Optional(Search),
    /** Windows that differ from those of the preset. */
    windowSeconds: WindowSeconds,
    /** Warm-ups that differ from those of the preset. */
    warmUpSeconds: WindowSeconds,
    /** Numbers of blocks that differ from those of the preset. */
    blocks: Blocks,
  },
  exact,
);
export type Scenario = Static<typeof Scenario>;

/** The contradictions within a load, one clause each; empty if there are none. */
export function loadFaults(load: Load): string[] {
  const { audience, arrivals, senders, visits, requests, tools, browser, transports, subscribers } = load;
  const faults = [
    ...(load.path ? [...pathFaults(load.path), ...bandwidthFaults(load)] : []),
    ...connectionFaults(load),
    ...topologyFaults(load),
  ];
  if (browser && (senders || visits || requests || load.stalledShare)) {
    faults.push('a page of a browser can only follow topics');
  }
  const isTold = load.fault?.kind === 'address' && load.fault.toldAfterSeconds !== undefined;
  if (isTold && (browser || visits || requests)) {
    faults.push('toldAfterSeconds needs subscribers of the lab, which replace their connections');
  }
  const references = REFERENCES.filter(name => name in transports);
  if (browser && references.length > 0) faults.push(`a browser has no ${references.join(' or ')}`);
  if (audience.kind === 'rooms' && subscribers % audience.size !== 0) faults.push('rooms must be full');
  if (visits && audience.kind !== 'shared') faults.push('visits need an audience of kind shared');
  if (visits && senders) faults.push('visitors do not send');
  if (senders && references.length > 0) faults.push(`${references.join(' and ')} cannot send upstream`);
  if ((senders || visits) && (arrivals.kind === 'trace' || arrivals.kind === 'none')) {
    faults.push(`senders and visits are not possible with arrivals of kind ${arrivals.kind}`);
  }
  if ((requests || tools) && audience.kind !== 'shared') {
    faults.push('requests and tools need an audience of kind shared');
  }
  if (requests && arrivals.kind !== 'none') faults.push('requests need arrivals of kind none');
  if (requests && Object.keys(transports).some(name => !canDrive('autocannon', name as Transport))) {
    faults.push('requests are possible with short and long polling only');
  }
  if (requests?.answer === 'not-modified' && !transports['short-polling']?.etag) {
    faults.push('a 304 needs short polling with etag');
  }
  const shape = PAYLOAD_SHAPES.find(name => name === load.payload);
  if (shape && load.payloadBytes !== SHAPE_BYTES[shape]) {
    faults.push(`a payload of kind ${shape} has ${SHAPE_BYTES[shape]} bytes`);
  }
  const ofCompression = [
    transports['short-polling']?.coding,
    transports['long-polling']?.coding,
    transports.sse?.deflate,
    transports.websocket?.deflate,
  ];
  if (!load.connection?.compression && ofCompression.some(option => option !== undefined)) {
    faults.push('coding and deflate need compression');
  }
  if (transports.sse?.deflate?.thresholdBytes !== undefined) {
    faults.push('an event stream is compressed as a whole, so it has no threshold');
  }
  if (load.payload === 'stamped' && arrivals.kind === 'trace') faults.push('a trace has its own payloads');
  if (tools && load.payload !== 'stamped') faults.push('tools need a stamped payload');
  if (tools && (senders || visits || requests || browser || load.fault || load.stalledShare)) {
    faults.push('tools can only follow topics');
  }
  return faults;
}

/** Returns the faults of a scenario, one sentence each; empty if it is valid. */
export function scenarioFaults(scenario: unknown): string[] {
  const faults = [...Value.Errors(Scenario, scenario)].map(
    error => `${error.instancePath || '/'} ${error.message}`,
  );
  if (faults.length > 0) return faults;
  const { points } = scenario as Scenario;
  const twice = points.map(point => point.id).filter((id, index, ids) => ids.indexOf(id) !== index);
  for (const id of new Set(twice)) faults.push(`/points has more than one point with the id ${id}`);
  for (const { id, load } of points) {
    if (Object.keys(load.transports).length === 0) faults.push(`/points ${id} names no transport`);
    faults.push(...loadFaults(load).map(fault => `/points ${id}: ${fault}`));
    if ((load.audience.kind === 'trace') !== (load.arrivals.kind === 'trace')) {
      faults.push(`/points ${id}: an audience of kind trace needs arrivals of kind trace, and they need it`);
    }
  }
  return faults;
}
