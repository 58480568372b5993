import { type Static, Type } from 'typebox';
import { count, exact, nullable, quantity } from './parts.ts';

/** Durations as a tool sums them up, which keeps no histogram that others can read. */
export const ToolLatency = Type.Object(
  {
    count: count('durations'),
    mean: quantity('ms'),
    min: quantity('ms'),
    p50: quantity('ms'),
    p90: quantity('ms'),
    p99: quantity('ms'),
    max: quantity('ms'),
  },
  exact,
);
export type ToolLatency = Static<typeof ToolLatency>;

const BothWays = (description: string) =>
  Type.Object(
    { downBytes: quantity('server to client'), upBytes: nullable(quantity('client to server')) },
    { ...exact, description },
  );

/** What an outside tool said of a trial, in its own figures, and what the server counted of the same connections. */
export const ToolReport = Type.Object(
  {
    version: Type.String({ description: 'of the tool' }),
    deliveryMs: nullable(
      Type.Object(ToolLatency.properties, {
        ...exact,
        description:
          'from the wall clock in the payload to the callback, both in whole ms, of what was due in the window; null where nothing was delivered',
      }),
    ),
    requests: nullable(
      Type.Object(
        {
          answered: count('within the window'),
          perSecond: quantity('within the window'),
          failed: count('refused, timed out, or answered with another status, in the whole trial'),
          responseMs: nullable(
            Type.Object(ToolLatency.properties, {
              ...exact,
              description: 'from request to answer, as each was timed',
            }),
          ),
          correctedMs: nullable(
            Type.Object(ToolLatency.properties, {
              ...exact,
              description:
                'the same as the tool corrects it for requests that it should have sent meanwhile; null where it was not asked for a rate',
            }),
          ),
        },
        { ...exact, description: 'null where the tool followed a stream' },
      ),
    ),
    bytes: Type.Object(
      {
        tool: nullable(BothWays('as the tool counts them; null where it does not')),
        server: BothWays('as the server counts them on its sockets'),
      },
      { ...exact, description: 'of all connections of the trial, from first to last' },
    ),
  },
  exact,
);
export type ToolReport = Static<typeof ToolReport>;

/** What the process that stands for a tool knows of it; the server's part is added to it. */
export type ToolSummary = Omit<ToolReport, 'bytes'> & { toolBytes: ToolReport['bytes']['tool'] };
