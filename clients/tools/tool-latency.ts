import { type LatencyRecord, summarise } from '../../bench/meters/latency-recorder.ts';
import type { ToolLatency } from '../../results/format/tool-report.ts';

/** The values of a record that every tool reports, in ms; null if nothing was recorded. */
export function toolLatency(record: LatencyRecord): ToolLatency | null {
  const summary = summarise([record]);
  if (!summary) return null;
  const { count, mean, min, p50, p90, p99, max } = summary;
  return { count, mean, min, p50, p90, p99, max };
}
