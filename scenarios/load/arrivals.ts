import { type Static, Type } from 'typebox';
import { TraceFields } from './trace-fields.ts';
import { TIME_UNITS } from './trace-times.ts';

const exact = { additionalProperties: false };

/**
 * When notifications are due. `burst` sends `size` at once every `everySeconds`, `trace` replays a
 * file, `none` has no notifications.
 */
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
      file: Type.String({
        description:
          'a relative path starts at scenarios/traces; run.json has the name of another file alone',
      }),
      speed: Type.Number({
        exclusiveMinimum: 0,
        description: 'seconds of the trace per second of the replay',
      }),
      timeUnit: Type.Optional(
        Type.Enum(TIME_UNITS, { description: 'unit of its times; absent: by their magnitude' }),
      ),
      fields: Type.Optional(TraceFields),
      events: Type.Optional(
        Type.Integer({
          minimum: 1,
          description: 'how many of the first events are replayed, with their topics; absent: all that fit',
        }),
      ),
      sha256: Type.Optional(
        Type.String({
          pattern: '^[0-9a-f]{64}$',
          description: 'of the events in warm-up and window: times after the first in µs, topics, payloads',
        }),
      ),
    },
    exact,
  ),
  Type.Object({ kind: Type.Literal('none') }, exact),
]);
export type Arrivals = Static<typeof Arrivals>;
/** The replay of a trace. */
export type TraceArrivals = Extract<Arrivals, { kind: 'trace' }>;
