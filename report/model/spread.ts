/** A figure with its range over the blocks of a point. */
export interface Spread {
  value: number;
  min: number;
  max: number;
  blocks: number;
}

/** The middle value; the mean of the two middle ones of an even count. Null of nothing. */
export function median(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const high = sorted[Math.floor(sorted.length / 2)];
  const low = sorted[Math.ceil(sorted.length / 2) - 1];
  return high === undefined || low === undefined ? null : (low + high) / 2;
}

/**
 * The spread of one value a block. `value` is what all blocks together say where that is more than their
 * median, as a percentile of the merged histogram is.
 */
export function spreadOf(perBlock: (number | null)[], value?: number | null): Spread | null {
  const known = perBlock.filter(one => one !== null && Number.isFinite(one)) as number[];
  const middle = value ?? median(known);
  if (middle === null || known.length === 0) return null;
  return { value: middle, min: Math.min(...known), max: Math.max(...known), blocks: known.length };
}

/** The same spread in a unit that is `factor` times as large. */
export function inUnitsOf(factor: number, spread: Spread | null): Spread | null {
  if (spread === null) return null;
  const { value, min, max, blocks } = spread;
  return { value: value / factor, min: min / factor, max: max / factor, blocks };
}
