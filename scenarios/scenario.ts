import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { TransportOptions } from './transport.ts';

const exact = { additionalProperties: false };

/** When notifications are due. `burst` sends `size` at once every `everySeconds`; `trace` replays a file. */
export const Arrivals = Type.Union([
  Type.Object({ kind: Type.Literal('periodic'), ratePerSecond: Type.Number({ exclusiveMinimum: 0 }) }, exact),
  Type.Object({ kind: Type.Literal('poisson'), ratePerSecond: Type.Number({ exclusiveMinimum: 0 }) }, exact),
  Type.Object(
    {
      kind: Type.Literal('burst'),
      size: Type.Integer({ minimum: 1 }),
      everySeconds: Type.Number({ exclusiveMinimum: 0 }),
    },
    exact,
  ),
  Type.Object(
    {
      kind: Type.Literal('trace'),
      file: Type.String({ description: 'NDJSON; a relative path counts from the folder scenarios/traces' }),
      speed: Type.Number({
        exclusiveMinimum: 0,
        description: 'seconds of the trace in one second of the replay',
      }),
    },
    exact,
  ),
]);
export type Arrivals = Static<typeof Arrivals>;

/** Who follows what: all one topic, each a topic of its own, or the topics of the trace in turn. */
export const Audience = Type.Union([
  Type.Object({ kind: Type.Literal('shared'), topic: Type.String() }, exact),
  Type.Object({ kind: Type.Literal('own'), prefix: Type.String() }, exact),
  Type.Object({ kind: Type.Literal('trace') }, exact),
]);
export type Audience = Static<typeof Audience>;

/** The load of one point: everything that a trial needs to know besides the transport, the seed and the durations. */
export const Load = Type.Object(
  {
    audience: Audience,
    subscribers: Type.Integer({ minimum: 1, maximum: 100_000 }),
    /** Rates are totals over all topics; each notification goes to a topic drawn by the seed. */
    arrivals: Arrivals,
    /** Size of the payload as JSON text; a trace brings its own payloads. */
    payloadBytes: Type.Integer({ minimum: 11, maximum: 1_048_576 }),
    transports: Type.Partial(TransportOptions),
  },
  exact,
);
export type Load = Static<typeof Load>;

/** One setting of a scenario's swept parameter. */
export const Point = Type.Object({ id: Type.String(), label: Type.String(), load: Load }, exact);
export type Point = Static<typeof Point>;

export const PRESETS = ['smoke', 'quick', 'standard', 'thorough'] as const;
export type Preset = (typeof PRESETS)[number];

/** A question and the load that answers it: data, not code. */
export const Scenario = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
    title: Type.String({ minLength: 1 }),
    question: Type.String({ minLength: 1, description: 'in one sentence' }),
    prediction: Type.String({
      minLength: 1,
      description: 'what theory expects, shown before the measurement',
    }),
    claims: Type.Array(Type.String({ pattern: '^C[0-9]+$' })),
    points: Type.Array(Point, { minItems: 1 }),
    /** Where this scenario needs another window than its preset gives. */
    windowSeconds: Type.Optional(
      Type.Partial(Type.Record(Type.Enum(PRESETS), Type.Number({ exclusiveMinimum: 0 }))),
    ),
  },
  exact,
);
export type Scenario = Static<typeof Scenario>;

/** Returns what is wrong with a scenario, one sentence a fault; empty when it is sound. */
export function scenarioFaults(scenario: unknown): string[] {
  const faults = [...Value.Errors(Scenario, scenario)].map(
    error => `${error.instancePath || '/'} ${error.message}`,
  );
  if (faults.length > 0) return faults;
  const { points } = scenario as Scenario;
  const twice = points.map(point => point.id).filter((id, index, ids) => ids.indexOf(id) !== index);
  for (const id of new Set(twice)) faults.push(`/points has two points with the id ${id}`);
  for (const { id, load } of points) {
    if (Object.keys(load.transports).length === 0) faults.push(`/points ${id} names no transport`);
    if ((load.audience.kind === 'trace') !== (load.arrivals.kind === 'trace')) {
      faults.push(
        `/points ${id}: an audience of kind trace goes with arrivals of kind trace, and only with them`,
      );
    }
  }
  return faults;
}
