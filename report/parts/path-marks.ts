import { html, type Markup } from '../text/html.ts';

// Small pictures of a measured value beside the wanted one, one for a cell of a table. Sizes and
// shapes are attributes: a viewer may forbid the style. The text of the cell says the same.

const WIDTH = 64;
const HEIGHT = 12;
const MIDDLE = HEIGHT / 2;
const RADIUS = 3;

/** The ends of the line: this much less and more than the wanted value. */
export const MOST_OFF_PERCENT = 10;

const picture = (shapes: Markup): Markup =>
  html`<svg class="marks path-mark" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" fill="currentColor" aria-hidden="true"><path stroke="currentColor" opacity="0.4" d="M0 ${MIDDLE}h${WIDTH}"/>${shapes}</svg>`;

const dot = (x: number): Markup => html`<circle cx="${x}" cy="${MIDDLE}" r="${RADIUS}"/>`;

/** A triangle at an end of the line, for a value beyond it. */
const beyond = (isMore: boolean): Markup =>
  isMore ? html`<path d="M${WIDTH - 6} 1l6 5l-6 5z"/>` : html`<path d="M6 1l-6 5l6 5z"/>`;

/**
 * A line with the wanted value in its middle, and a dot at the measured one; a triangle where that
 * is more than 10% off.
 */
export function deviationMark(wanted: number, measured: number): Markup {
  const offPercent = wanted === 0 ? 0 : (100 * (measured - wanted)) / wanted;
  const tick = html`<path stroke="currentColor" stroke-width="1.5" d="M${WIDTH / 2} 1v10"/>`;
  const isBeyond = Math.abs(offPercent) > MOST_OFF_PERCENT;
  const reach = WIDTH / 2 - RADIUS;
  const at = Number((WIDTH / 2 + (reach * offPercent) / MOST_OFF_PERCENT).toFixed(1));
  return picture(html`${tick}${isBeyond ? beyond(offPercent > 0) : dot(at)}`);
}

/** A bar from `from` to `to`, in which a value should lie, and a dot at that value. */
export function intervalMark(from: number, to: number, value: number): Markup {
  const most = 1.1 * Math.max(to, value);
  const place = (one: number) =>
    most === 0 ? RADIUS : Number((RADIUS + (one / most) * (WIDTH - 2 * RADIUS)).toFixed(1));
  const bar = html`<rect opacity="0.3" x="${place(from)}" y="1" width="${Math.max(1, place(to) - place(from))}" height="10"/>`;
  return picture(html`${bar}${dot(place(value))}`);
}
