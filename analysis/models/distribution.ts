import { decodeFromCompressedBase64, type JsHistogram } from 'hdr-histogram-js';

// How far a measured distribution is from a model's.

/** Values from `fromMicros` to below `toMicros`, not told apart. */
export interface Bucket {
  fromMicros: number;
  toMicros: number;
  count: number;
}

/**
 * What stored histograms (HdrHistogram V2 of whole µs, deflated, base64) hold together, in order, without empty buckets. All
 * have buckets of three significant digits, so that merging is adding.
 */
export function bucketsOf(hdrs: readonly string[]): Bucket[] {
  const merged = new Map<number, Bucket>();
  for (const hdr of hdrs) {
    // The library's declaration of what it decodes to is too wide: without WebAssembly it is this one.
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
 * The distance of Kolmogorov and Smirnov, 0 to 1: the largest gap between the measured share of values below a point and the
 * model's, `cdf` of ms. Taken at the edges of buckets, where the measured share is known exactly; inside one it is not, so the
 * distance of the single values may be larger, by the share that the model gives one bucket at most. 0 where nothing was
 * measured.
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
 * What this distance stays below in 95% of samples of `count` independent values that do come from the model: 1.358/√n
 * (Smirnov 1948; good from some 35 values on).
 */
export function ksNoise(count: number): number {
  return Math.min(1, 1.358 / Math.sqrt(count));
}
