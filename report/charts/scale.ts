import { inProse, type Transport } from '../../scenarios/load/transport.ts';
import type { Spread } from '../model/spread.ts';
import { list } from '../text/format.ts';
import type { Check, Ranged } from './spec.ts';

/** From this ratio between the largest and the least figure on, a linear axis would hide the small ones. */
const LOGARITHMIC_FROM = 20;

/** Whether figures spread so far that an axis must be logarithmic to show them all; of 0 it shows nothing, below 0 it cannot be. */
export function needsLogarithm(values: readonly number[]): boolean {
  const positive = values.filter(value => value > 0);
  if (positive.length === 0 || values.some(value => value < 0)) return false;
  return Math.max(...positive) / Math.min(...positive) >= LOGARITHMIC_FROM;
}

/** A figure with its range as an axis can show it; null where a logarithmic one cannot. */
export function drawable({ value, min, max }: Spread, logarithmic: boolean): Ranged | null {
  if (!logarithmic) return [value, min, max];
  return value > 0 ? [value, min > 0 ? min : value, max] : null;
}

/** Names the transports that have a figure of 0, which a logarithmic axis leaves out. */
export function zeroChecks(
  lines: readonly { transport: Transport; spreads: readonly (Spread | null)[] }[],
  logarithmic: boolean,
): Check[] {
  const zeros = lines.filter(({ spreads }) => spreads.some(spread => spread?.value === 0));
  if (!logarithmic || zeros.length === 0) return [];
  const names = list(zeros.map(({ transport }) => inProse(transport)));
  return [
    { warn: false, text: `A figure of 0 has no place on a logarithmic axis and is not drawn: ${names}.` },
  ];
}
