import type { ClaimFigure } from './verdict.ts';

/** The same text with a capital first letter, to begin a sentence. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const significant = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A number to three significant digits: `0.123`, `12.3`, `12,345`. */
export const digits = (value: number): string =>
  (Math.abs(value) >= 1000 ? whole : significant).format(value);

const short = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 2 });

/** A number to two significant digits: `0.12`, `12`, `1,200`. */
export const rounded = (value: number): string => short.format(value);

/** `2.6–5.1`, two significant digits each, or one number where both have the same text. */
export const roundedSpan = (values: readonly number[]): string =>
  [...new Set([Math.min(...values), Math.max(...values)].map(rounded))].join('–');

/** A value with its unit, without a space before a percent sign. */
export const amount = (value: number, unit: string): string =>
  `${digits(value)}${unit === '%' ? '' : ' '}${unit}`;

/** The value and unit of a claim's figure. */
export const shown = ({ value, unit }: ClaimFigure): string => amount(value, unit);

/** `1.2 to 3.4`, or one number where both have the same text. */
export function span(values: readonly number[]): string {
  const [least, most] = [digits(Math.min(...values)), digits(Math.max(...values))];
  return least === most ? least : `${least} to ${most}`;
}

/** A smaller ratio is turned round, as in the rest of a report. */
const LEAST_RATIO = 0.01;

/**
 * How often `what` some ratios are: `1.2 to 3.4 times its median`, `1/250 to 1/200 of its median`.
 * `what` may be empty.
 */
export function timesSpan(ratios: readonly number[], what: string): string {
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  if (!(least > 0 && least < LEAST_RATIO) || most >= 1) return `${span(ratios)} times${what && ` ${what}`}`;
  const ends = [least, most].map(end => `1/${digits(1 / end)}`);
  return `${[...new Set(ends)].join(' to ')}${what && ` of ${what}`}`;
}

const joined = (parts: readonly string[], last: 'and' | 'or'): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1)}`;

/** `a, b and c` */
export const list = (parts: readonly string[]): string => joined(parts, 'and');

/** `a, b or c` */
export const either = (parts: readonly string[]): string => joined(parts, 'or');

/** `1 point`, `3 points` */
export const counted = (count: number, one: string): string =>
  `${whole.format(count)} ${one}${count === 1 ? '' : 's'}`;
