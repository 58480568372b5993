import { integer } from '../text/format.ts';
import type { TransportPlan } from './transport-plan.ts';

/** A range whose upper end may not be known. */
export interface OpenRange {
  least: number;
  most: number | null;
}

/** `3–6`; `3 or more` without an upper end; one text if both ends read the same. */
export function openRange({ least, most }: OpenRange, textOf: (value: number) => string): string {
  if (most === null) return `${textOf(least)} or more`;
  return textOf(most) === textOf(least) ? textOf(least) : `${textOf(least)}–${textOf(most)}`;
}

/** The cores within the error of CPU, `3–6`; empty if it changes nothing, or is not known. */
export function coresRangeInWords({ cores, coresRange }: TransportPlan): string {
  if (coresRange === null) return '';
  const text = openRange(coresRange, integer);
  return text === integer(cores) ? '' : text;
}
