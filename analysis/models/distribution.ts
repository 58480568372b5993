import { decodeFromCompressedBase64, type JsHistogram } from 'hdr-histogram-js';

// The distance between a measured distribution and a model's.

/** The number of values from `fromMicros` to below `toMicros`. */
export interface Bucket {
  fromMicros: number;
  toMicros: number;
  count: number;
}

/**
 * The merged buckets of stored histograms (HdrHistogram V2 of whole µs, deflated, base64), in
 * order, without empty ones. All have buckets of three significant digits, so merging is adding.
 */
export function bucketsOf(hdrs: readonly string[]): Bucket[] {
  const merged = new Map<number, Bucket>();
  for (const hdr of hdrs) {
    // The library declares a wider type; without WebAssembly it returns this one.
    const histogram = decodeFromCompressedBase64(hdr) as JsHistogram;
    for (let index = 0; index < histogram.countsArrayLength; index++) {
      const count = histogram.getCountAtIndex(index);
      if (count === 0) continue;
      const fromMicros = histogram.valueFromIndex(index);
      const bucket = merged.get(fromMicros) ?? {
        fromMicros,
        toMicros: histogram.nextNonEquivalentValue(fromMicros),
        count: 0,
      };
      bucket.count += count;
      merged.set(fromMicros, bucket);
    }
  }
  return [...merged.values()].sort((a, b) => a.fromMicros - b.fromMicros);
}

/**
 * The Kolmogorov-Smirnov distance, 0 to 1: the largest gap between the measured share of values
 * below a point and the model's share, `cdf` of ms. It is taken at the edges of buckets, where the
 * measured share is known exactly. The distance of the single values may be larger, at most by the
 * share that the model gives to one bucket. 0 if nothing was measured.
 */
export function ksDistance(buckets: readonly Bucket[], cdf: (latencyMs: number) => number): number {
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  let below = 0;
  let distance = 0;
  for (const { fromMicros, toMicros, count } of buckets) {
    distance = Math.max(distance, Math.abs(cdf(fromMicros / 1000) - below / total));
    below += count;
    distance = Math.max(distance, Math.abs(cdf(toMicros / 1000) - below / total));
  }
  return distance;
}

/**
 * The bound of this distance in 95% of samples of `count` independent values from the model:
 * 1.358/√n (Smirnov 1948; good from some 35 values on).
 */
export function ksNoise(count: number): number {
  return Math.min(1, 1.358 / Math.sqrt(count));
}
