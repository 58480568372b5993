import * as hdr from 'hdr-histogram-js';
import type { LatencySummary } from '../../results/format/latency.ts';

/** Many durations, in the form in which processes exchange them: exact moments and a histogram. */
export interface LatencyRecord {
  count: number;
  sumMicros: number;
  /** Sum of the squares, in µs². */
  sumSquares: number;
  minMicros: number;
  maxMicros: number;
  /** HdrHistogram V2 of microseconds, deflated, base64. */
  hdr: string;
}

export interface LatencyRecorder {
  /** Adds one duration, which must not be negative. */
  add(micros: number): void;
  record(): LatencyRecord;
}

/** 0.1% precision from 1 µs to 10 minutes; a longer value is recorded as 10 minutes. */
const HIGHEST_MICROS = 600_000_000;
const newHistogram = () =>
  hdr.build({
    bitBucketSize: 32,
    lowestDiscernibleValue: 1,
    highestTrackableValue: HIGHEST_MICROS,
    numberOfSignificantValueDigits: 3,
  });

export function createLatencyRecorder(): LatencyRecorder {
  const histogram = newHistogram();
  let count = 0;
  let sumMicros = 0;
  let sumSquares = 0;
  let minMicros = Number.MAX_SAFE_INTEGER;
  let maxMicros = 0;
  return {
    add(micros) {
      count++;
      sumMicros += micros;
      sumSquares += micros * micros;
      if (micros < minMicros) minMicros = micros;
      if (micros > maxMicros) maxMicros = micros;
      histogram.recordValue(Math.min(micros, HIGHEST_MICROS));
    },
    record: () => ({
      count,
      sumMicros,
      sumSquares,
      minMicros,
      maxMicros,
      hdr: hdr.encodeIntoCompressedBase64(histogram),
    }),
  };
}

/**
 * Summarises the durations of several records, in ms; null when there are none. Percentiles are
 * those of the merged histogram.
 */
export function summarise(records: readonly LatencyRecord[]): LatencySummary | null {
  const sum = (pick: (record: LatencyRecord) => number) =>
    records.reduce((total, record) => total + pick(record), 0);
  const count = sum(record => record.count);
  if (count === 0) return null;
  const merged = newHistogram();
  for (const record of records) merged.add(hdr.decodeFromCompressedBase64(record.hdr));
  const meanMicros = sum(record => record.sumMicros) / count;
  const variance = sum(record => record.sumSquares) / count - meanMicros ** 2;
  const minMicros = Math.min(...records.filter(record => record.count > 0).map(record => record.minMicros));
  const maxMicros = Math.max(...records.map(record => record.maxMicros));
  // The histogram returns the upper end of a bucket, which may exceed the largest value.
  const percentileMs = (percentile: number) =>
    Math.min(merged.getValueAtPercentile(percentile), maxMicros) / 1000;
  return {
    count,
    mean: meanMicros / 1000,
    sd: Math.sqrt(Math.max(0, variance)) / 1000,
    min: minMicros / 1000,
    p50: percentileMs(50),
    p90: percentileMs(90),
    p99: percentileMs(99),
    p999: percentileMs(99.9),
    max: maxMicros / 1000,
    hdr: hdr.encodeIntoCompressedBase64(merged),
  };
}
