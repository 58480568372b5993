import { median } from '../../analysis/statistics/paired-ratios.ts';
import { blockKey } from '../../results/format/blocks.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';

/** A value with its range over the blocks of a point. */
export interface Spread {
  value: number;
  min: number;
  max: number;
  blocks: number;
}

/**
 * The spread of one value per block. `value` replaces their median where all blocks together give a
 * better one, such as a percentile of the merged histogram.
 */
export function spreadOf(perBlock: (number | null)[], value?: number | null): Spread | null {
  const known = perBlock.filter(one => one !== null && Number.isFinite(one)) as number[];
  const middle = value ?? median(known);
  if (middle === null || known.length === 0) return null;
  return { value: middle, min: Math.min(...known), max: Math.max(...known), blocks: known.length };
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
  const { value, min, max, blocks } = spread;
  return { value: value / factor, min: min / factor, max: max / factor, blocks };
}
