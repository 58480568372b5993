import { inProse, type Transport } from '../../scenarios/load/transport.ts';
import type { Spread } from '../model/spread.ts';
import { list } from '../text/format.ts';
import type { Check, Ranged } from './spec.ts';

/**
 * From this ratio between the largest and the smallest value, a linear axis would hide the small
 * ones.
 */
const LOGARITHMIC_FROM = 20;

/**
 * Whether an axis must be logarithmic to show all values. It cannot show 0, and negative values
 * rule it out.
 */
export function needsLogarithm(values: readonly number[]): boolean {
  const positive = values.filter(value => value > 0);
  if (positive.length === 0 || values.some(value => value < 0)) return false;
  return Math.max(...positive) / Math.min(...positive) >= LOGARITHMIC_FROM;
}

/** A value with its range as an axis can show it; null where a logarithmic axis cannot. */
export function drawable({ value, min, max }: Spread, logarithmic: boolean): Ranged | null {
  if (!logarithmic) return [value, min, max];
  return value > 0 ? [value, min > 0 ? min : value, max] : null;
}

/** Names the transports with a value of 0, which a logarithmic axis cannot show. */
export function zeroChecks(
  lines: readonly { transport: Transport; spreads: readonly (Spread | null)[] }[],
  logarithmic: boolean,
): Check[] {
  const zeros = lines.filter(({ spreads }) => spreads.some(spread => spread?.value === 0));
  if (!logarithmic || zeros.length === 0) return [];
  const names = list(zeros.map(({ transport }) => inProse(transport)));
  return [{ warn: false, text: `A logarithmic axis cannot show a value of 0. Not drawn: ${names}.` }];
}
