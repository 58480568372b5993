import { type Static, Type } from 'typebox';
import { count, exact, nullable, quantity } from './parts.ts';

/** A tool’s summary of durations; it gives no histogram. */
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

/**
 * An external tool’s own measurements of a trial, and the server’s counts for the same connections.
 */
export const ToolReport = Type.Object(
  {
    version: Type.String({ description: 'of the tool' }),
    deliveryMs: nullable(
      Type.Object(ToolLatency.properties, {
        ...exact,
        description:
          'from the wall clock in the payload to the callback, both in whole ms, for notifications due in the window; null without deliveries',
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
              description: 'measured time from request to answer',
            }),
          ),
          correctedMs: nullable(
            Type.Object(ToolLatency.properties, {
              ...exact,
              description:
                'the same, corrected by the tool for requests that it should have sent meanwhile; null if the load has no rate',
            }),
          ),
        },
        { ...exact, description: 'null if the tool followed a stream' },
      ),
    ),
    bytes: Type.Object(
      {
        tool: nullable(BothWays('counted by the tool; null if it does not count them')),
        server: BothWays('counted by the server on its sockets'),
      },
      { ...exact, description: 'bytes of all connections of the trial' },
    ),
  },
  exact,
);
export type ToolReport = Static<typeof ToolReport>;

/** The report of the process that runs a tool, without the server's part. */
export type ToolSummary = Omit<ToolReport, 'bytes'> & { toolBytes: ToolReport['bytes']['tool'] };
