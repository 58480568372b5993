import { median } from '../../analysis/statistics/paired-ratios.ts';
import { blockKey } from '../../results/format/blocks.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';

/** A value with its range over the blocks of a point. */
export interface Spread {
  value: number;
  min: number;
  max: number;
  blocks: number;
  /** How many blocks there are, where only some can have this value. */
  ofBlocks?: number;
}

/** The share by which sums in another order may differ. */
const ROUNDING = 1e-9;

/** The end of a range that a value misses by no more than rounding; otherwise the value. */
function withoutRounding(value: number, min: number, max: number): number {
  const end = Math.min(Math.max(value, min), max);
  return Math.abs(value - end) <= ROUNDING * Math.abs(end) ? end : value;
}

/**
 * The spread of one value per block. `value` replaces their median where the same blocks together
 * give a better one, such as the bytes of all their deliveries. It lies in their range but for
 * rounding, which is cut off.
 */
export function spreadOf(perBlock: (number | null)[], value?: number | null): Spread | null {
  const known = perBlock.filter(one => one !== null && Number.isFinite(one)) as number[];
  const middle = value ?? median(known);
  if (middle === null || known.length === 0) return null;
  const [min, max] = [Math.min(...known), Math.max(...known)];
  return { value: withoutRounding(middle, min, max), min, max, blocks: known.length };
}

/**
 * The spread of one value over the blocks of some trials; `value` as above. In an A/A run a block
 * has a trial of each arm and counts once, with their median.
 */
export function spreadOver(
  trials: readonly MeasuredTrial[],
  figure: (trial: MeasuredTrial) => number | null,
  value?: number | null,
): Spread | null {
  const blocks = [...Map.groupBy(trials, blockKey).values()];
  const perBlock = blocks.map(own => median(own.map(figure).filter(one => one !== null)));
  return spreadOf(perBlock, value);
}

/** The same spread in a unit that is `factor` times as large. */
export function inUnitsOf(factor: number, spread: Spread | null): Spread | null {
  if (spread === null) return null;
  const { value, min, max } = spread;
  return { ...spread, value: value / factor, min: min / factor, max: max / factor };
}
