import { type Static, Type } from 'typebox';
import { count, exact, quantity } from './parts.ts';

/** Percentiles come from the histogram; count, mean, sd, min and max are exact. */
export const LatencySummary = Type.Object(
  {
    count: count('deliveries'),
    mean: quantity('ms'),
    sd: quantity('ms'),
    min: quantity('ms'),
    p50: quantity('ms'),
    p90: quantity('ms'),
    p99: quantity('ms'),
    p999: quantity('ms'),
    max: quantity('ms'),
    hdr: Type.String({ description: 'HdrHistogram V2 of microseconds, deflated, base64' }),
  },
  exact,
);
export type LatencySummary = Static<typeof LatencySummary>;
