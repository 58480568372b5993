import type { ClaimFigure } from './verdict.ts';

/** The same text with a capital first letter, to begin a sentence. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const significant = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A number to three significant digits: `0.123`, `12.3`, `12,345`. */
export const digits = (value: number): string =>
  (Math.abs(value) >= 1000 ? whole : significant).format(value);

/** A figure with its unit; a percent sign stands close. */
export const amount = (value: number, unit: string): string =>
  `${digits(value)}${unit === '%' ? '' : ' '}${unit}`;

/** The figure that a list holds: its value and unit. */
export const shown = ({ value, unit }: ClaimFigure): string => amount(value, unit);

/** `1.2 to 3.4`, or one number where both read the same. */
export function span(values: readonly number[]): string {
  const [least, most] = [digits(Math.min(...values)), digits(Math.max(...values))];
  return least === most ? least : `${least} to ${most}`;
}

/** `a, b and c` */
export function list(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** `1 point`, `3 points` */
export const counted = (count: number, one: string): string =>
  `${whole.format(count)} ${one}${count === 1 ? '' : 's'}`;
