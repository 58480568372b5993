/** The text for a missing value. */
export const NOTHING = '—';

const measured = new Intl.NumberFormat('en-US', { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
const thousandths = new Intl.NumberFormat('en-US', { minimumFractionDigits: 3, maximumFractionDigits: 3 });
const set = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6 });
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

const isFigure = (value: number | null | undefined): value is number =>
  typeof value === 'number' && Number.isFinite(value);

/** A smaller number is not written with its digits: nobody reads dozens of zeros. */
const LEAST_WRITTEN = 1e-6;

/** `<0.000001`, or `>-0.000001` below 0; null for 0 and for a number that can be written. */
function tooSmall(value: number): string | null {
  if (value === 0 || Math.abs(value) >= LEAST_WRITTEN) return null;
  return `${value < 0 ? '>-' : '<'}${set.format(LEAST_WRITTEN)}`;
}

/**
 * A measured value with three significant digits, `2.40` like `2.38`. From 0.001 to 0.1 it has
 * three decimals (`0.060`), and from 1,000 on it is a whole number (`12,345`). Smaller values keep
 * three significant digits, down to a millionth; below that it reads `<0.000001`.
 */
export function figure(value: number | null | undefined): string {
  if (!isFigure(value)) return NOTHING;
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size < LEAST_WRITTEN) return tooSmall(value) ?? '0';
  if (size >= 1000) return whole.format(value);
  return (size >= 0.001 && size < 0.1 ? thousandths : measured).format(value);
}

/** A value that is shown but not compared: `~17.6`. */
export function rough(value: number | null | undefined): string {
  return isFigure(value) ? `~${figure(value)}` : NOTHING;
}

/** A setting, not a measurement, without trailing zeros: `2.5`, not `2.50`. */
export function given(value: number): string {
  return isFigure(value) ? (tooSmall(value) ?? set.format(value)) : NOTHING;
}

/** A smaller amount of money cannot be paid. */
const LEAST_MONEY = 0.01;

/** An amount of money, like any figure; one below a hundredth reads `<0.01`. */
export function money(value: number | null | undefined): string {
  return isFigure(value) && value > 0 && value < LEAST_MONEY ? `<${given(LEAST_MONEY)}` : figure(value);
}

/** A whole number with separated thousands. */
export function integer(value: number | null | undefined): string {
  return isFigure(value) ? whole.format(value) : NOTHING;
}

/** A value and its unit without a line break, or a dash; no space before a percent sign. */
export function withUnit(value: number | null | undefined, unit: string): string {
  return isFigure(value) ? `${figure(value)}${unit === '%' ? '' : '\u00a0'}${unit}` : NOTHING;
}

/** `12.0%` */
export const percent = (value: number | null | undefined): string => withUnit(value, '%');

/** `+7.14%` or `-3.00%`, to a hundredth at most; a smaller value is rounding and becomes `0%`. */
export function signedPercent(value: number | null | undefined): string {
  if (!isFigure(value)) return NOTHING;
  const rounded = Number(value.toFixed(2));
  return `${rounded > 0 ? '+' : ''}${percent(rounded === 0 ? 0 : rounded)}`;
}

/** `1.2–1.4`; one number if both ends read the same. */
export function range(min: number, max: number): string {
  const [low, high] = [figure(min), figure(max)];
  if (low === high) return low;
  return min < 0 ? `${low} to ${high}` : `${low}–${high}`;
}

/** What a shown range is of. */
interface Ranged {
  value: number;
  min: number;
  max: number;
  blocks?: number;
  ofBlocks?: number;
}

/**
 * The range of a spread, and of how many blocks it is where others have no such value; empty if all
 * blocks read the same as the value.
 */
export function rangeOf({ value, min, max, blocks, ofBlocks }: Ranged): string {
  const text = range(min, max);
  const extent = ofBlocks === undefined ? '' : `${integer(blocks)} of ${integer(ofBlocks)} blocks`;
  return [text === figure(value) ? '' : text, extent].filter(Boolean).join(', ');
}

/** A smaller ratio is turned round: nobody reads 0.004, and everybody reads a 250th. */
const LEAST_RATIO = 0.01;

const isTurned = (value: number): boolean => value > 0 && value < LEAST_RATIO;

/** `1/250`; `<1/1,000,000` for less than that. */
const turned = (value: number): string =>
  value < LEAST_WRITTEN ? `<1/${figure(1 / LEAST_WRITTEN)}` : `1/${figure(1 / value)}`;

/** A ratio: `1.24`, or `1/250` where it is below 0.01. */
export function ratio(value: number | null | undefined): string {
  return isFigure(value) && isTurned(value) ? turned(value) : figure(value);
}

/** The ends of the range of a ratio; where one is below 0.01 and both below 1, both are turned. */
export function ratioEnds(low: number, high: number): string[] {
  const areTurned = isTurned(low) && high < 1;
  return [low, high].map(end => (areTurned ? turned(end) : figure(end)));
}

/** The range of a ratio: `1.20–1.28`, `1/300–1/200`; one number if both ends read the same. */
export const ratioRange = (low: number, high: number): string => [...new Set(ratioEnds(low, high))].join('–');

/** `×1.24`, `×1/250` */
export function times(value: number | null | undefined): string {
  return isFigure(value) ? `×${ratio(value)}` : NOTHING;
}

/** `3 blocks`, `1 block` */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${integer(count)} ${count === 1 ? one : many}`;
}

/** `both needs`, `all 3 needs`: every one of two or more. */
export const everyOf = (count: number, one: string): string =>
  count === 2 ? `both ${one}s` : `all ${counted(count, one)}`;

/** `120 B`, `4 KiB`, `1.95 GiB` */
export function bytes(value: number | null | undefined): string {
  if (!isFigure(value)) return NOTHING;
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const steps = value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value)) / 10);
  const power = Math.min(Math.max(steps, 0), units.length - 1);
  const scaled = Number((value / 1024 ** power).toPrecision(3));
  return `${given(scaled)}\u00a0${units[power]}`;
}

const DAY_SECONDS = 86_400;
const YEAR_SECONDS = 365.25 * DAY_SECONDS;
const SPAN_UNITS: readonly { fromSeconds: number; seconds: number; name: string }[] = [
  { fromSeconds: 2 * YEAR_SECONDS, seconds: YEAR_SECONDS, name: 'years' },
  { fromSeconds: 2 * DAY_SECONDS, seconds: DAY_SECONDS, name: 'days' },
  { fromSeconds: 3600, seconds: 3600, name: 'h' },
  { fromSeconds: 60, seconds: 60, name: 'min' },
  { fromSeconds: 1, seconds: 1, name: 's' },
  { fromSeconds: 0.001, seconds: 0.001, name: 'ms' },
  { fromSeconds: 0, seconds: 1e-6, name: 'µs' },
];

/** A length of time with up to three digits: `20 ms`, `1 s`, `2.8 h`, `7 days`. */
export function span(seconds: number): string {
  const unit = SPAN_UNITS.find(({ fromSeconds }) => seconds >= fromSeconds);
  if (!isFigure(seconds) || unit === undefined) return NOTHING;
  return `${given(Number((seconds / unit.seconds).toPrecision(3)))} ${unit.name}`;
}

/** A share between 0 and 1 as `99.9%`, with all its nines. */
export function percentile(quantile: number): string {
  return `${Number((quantile * 100).toPrecision(7))}%`;
}

/** The text with a capital first letter. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * The text with a lower-case first letter, for use within a sentence; an acronym keeps its
 * capitals.
 */
export const midSentence = (text: string): string =>
  /^.[A-Z]/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);

/** `a`, `a and b`, `a, b and c` */
export function list(texts: string[]): string {
  if (texts.length < 2) return texts.join('');
  return `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}

/** A timestamp as `2026-03-01 12:30:05 UTC`; a text that is no date stays unchanged. */
export function moment(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
