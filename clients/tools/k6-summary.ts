import { type Static, type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ToolLatency } from '../../results/format/tool-report.ts';

const metric = <T extends TSchema>(type: 'counter' | 'trend', values: T) =>
  Type.Object({ type: Type.Literal(type), contains: Type.String(), values });
const Counter = metric('counter', Type.Object({ count: Type.Integer({ minimum: 0 }) }));
/** k6 reports a negative latency if the wall clock stepped; it is rejected. */
const Milliseconds = Type.Number({ minimum: 0 });
const Trend = metric(
  'trend',
  Type.Object({
    count: Type.Integer({ minimum: 0 }),
    avg: Milliseconds,
    min: Milliseconds,
    med: Milliseconds,
    'p(90)': Milliseconds,
    'p(99)': Milliseconds,
    max: Milliseconds,
  }),
);

/** The part of k6's `handleSummary` data that the lab reads. More fields may be present. */
const K6Summary = Type.Object({
  metrics: Type.Object({
    delivered: Counter,
    missing: Counter,
    duplicate: Counter,
    reordered: Counter,
    answers: Counter,
    failed: Counter,
    unfinished: Counter,
    delivery_latency: Type.Optional(Trend),
    data_received: Counter,
    data_sent: Counter,
  }),
});
export type K6Summary = Static<typeof K6Summary>;

const validator = Compile(K6Summary);

/**
 * Parses k6's summary. Throws one line if it has another shape, because a missing value is not 0.
 */
export function parseK6Summary(text: string): K6Summary['metrics'] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`k6's summary is not JSON (${(error as Error).message})`);
  }
  if (validator.Check(value)) return value.metrics;
  const [fault] = validator.Errors(value);
  throw new Error(`k6's summary has an unknown shape: ${fault?.instancePath || '/'} ${fault?.message}`);
}

/** The delivery latency of a summary; null if nothing was delivered in the window. */
export function latencyOf({ delivery_latency: trend }: K6Summary['metrics']): ToolLatency | null {
  if (!trend || trend.values.count === 0) return null;
  const { count, avg, min, med, max, 'p(90)': p90, 'p(99)': p99 } = trend.values;
  return { count, mean: avg, min, p50: med, p90, p99, max };
}
