/** What stands where there is no figure. */
export const NOTHING = '—';

const measured = new Intl.NumberFormat('en-US', { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
const thousandths = new Intl.NumberFormat('en-US', { minimumFractionDigits: 3, maximumFractionDigits: 3 });
const set = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6 });
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

const isFigure = (value: number | null | undefined): value is number =>
  typeof value === 'number' && Number.isFinite(value);

/** A measured figure: three significant digits, `2.40` like `2.38`, but neither more than a thousandth nor a
 * rounded whole number: `0.060`, `12,345`. What is smaller still keeps its digits. */
export function figure(value: number | null | undefined): string {
  if (!isFigure(value)) return NOTHING;
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1000) return whole.format(value);
  return (size >= 0.001 && size < 0.1 ? thousandths : measured).format(value);
}

/** A figure that is shown and not compared: `~17.6`. */
export function rough(value: number | null | undefined): string {
  return isFigure(value) ? `~${figure(value)}` : NOTHING;
}

/** A number that was set and not measured, as it was set: `2.5`, not `2.50`. */
export function given(value: number): string {
  return isFigure(value) ? set.format(value) : NOTHING;
}

/** A whole number, its thousands separated. */
export function integer(value: number | null | undefined): string {
  return isFigure(value) ? whole.format(value) : NOTHING;
}

/** A figure and its unit on one line, or only a dash; a percent sign stands close. */
export function withUnit(value: number | null | undefined, unit: string): string {
  return isFigure(value) ? `${figure(value)}${unit === '%' ? '' : '\u00a0'}${unit}` : NOTHING;
}

/** `12.0%` */
export const percent = (value: number | null | undefined): string => withUnit(value, '%');

/** `+7.14%` or `-3.00%`, to a hundredth at most: what is smaller is rounding, and reads `0%`. */
export function signedPercent(value: number | null | undefined): string {
  if (!isFigure(value)) return NOTHING;
  const rounded = Number(value.toFixed(2));
  return `${rounded > 0 ? '+' : ''}${percent(rounded === 0 ? 0 : rounded)}`;
}

/** `1.2–1.4`; one figure where both ends read the same. */
export function range(min: number, max: number): string {
  const [low, high] = [figure(min), figure(max)];
  if (low === high) return low;
  return min < 0 ? `${low} to ${high}` : `${low}–${high}`;
}

/** The range of a spread; empty where all blocks read the same as the figure itself. */
export function rangeOf({ value, min, max }: { value: number; min: number; max: number }): string {
  const text = range(min, max);
  return text === figure(value) ? '' : text;
}

/** `×1.24` */
export function times(value: number | null | undefined): string {
  return isFigure(value) ? `×${figure(value)}` : NOTHING;
}

/** `3 blocks`, `1 block` */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${integer(count)} ${count === 1 ? one : many}`;
}

/** `120 B`, `4 KiB`, `1.95 GiB` */
export function bytes(value: number | null | undefined): string {
  if (!isFigure(value)) return NOTHING;
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const steps = value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value)) / 10);
  const power = Math.min(Math.max(steps, 0), units.length - 1);
  const scaled = Number((value / 1024 ** power).toPrecision(3));
  return `${given(scaled)}\u00a0${units[power]}`;
}

/** `99.9%` of a share between 0 and 1, with as many nines as it has. */
export function percentile(quantile: number): string {
  return `${Number((quantile * 100).toPrecision(7))}%`;
}

/** The same text as a sentence begins. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The same text as it stands within a sentence: what begins with an acronym keeps it. */
export const midSentence = (text: string): string =>
  /^.[A-Z]/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);

/** `a`, `a and b`, `a, b and c` */
export function list(texts: string[]): string {
  if (texts.length < 2) return texts.join('');
  return `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}

/** A wall-clock stamp as `2026-03-01 12:30:05 UTC`; a text that is no date stays as it is. */
export function moment(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
