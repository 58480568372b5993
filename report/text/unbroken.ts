import { html, Markup } from './html.ts';

const NUMBER = String.raw`[×<>]?\d(?:[\d.,/]*\d)?`;
const UNIT = String.raw`[ \u00a0](?:µs|ms|s|min|h|B|KiB|MiB|GiB|GB|per GB|per month)(?![\p{L}\d])`;

/** A number or a range, with its sign and its unit: `± 39.7%`, `1,299–7,572`, `15 s`. */
const VALUE = new RegExp(String.raw`(?<![\p{L}\d.,–-])(?:± )?${NUMBER}(?:–${NUMBER})?%?(?:${UNIT})?`, 'gu');

/** Whether a browser may end a line within a value; it does not at a comma or a point. */
const mayBreak = (value: string): boolean => /[ –/]/.test(value);

/**
 * A text in which no line ends within a number, a range, or between a number and its unit: see
 * `.whole` in the style sheet. The text itself stays as it is.
 */
export function unbroken(text: string): Markup {
  const parts: string[] = [];
  let end = 0;
  for (const { 0: value, index } of text.matchAll(VALUE)) {
    if (!mayBreak(value)) continue;
    parts.push(html`${text.slice(end, index)}<span class="whole">${value}</span>`.text);
    end = index + value.length;
  }
  return new Markup(parts.join('') + html`${text.slice(end)}`.text);
}
