import type { Mark, PointVerdict, Strip } from '../../analysis/claims/strip.ts';
import { capital } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { countsInWords, markInWords } from '../words/claims.ts';

/** The side of the square that holds one mark, in px. */
const SIDE = 14;
/** Up to this number, points without an order are named one by one, if their names are short. */
const MOST_NAMED = 4;
const LONGEST_NAME = 24;

/** One shape for each verdict, centred in a square: the marks can be read without colour. */
const SHAPES: Record<PointVerdict, Markup> = {
  true: html`<circle class="solid" cx="7" cy="7" r="4.6"/>`,
  reversed: html`<path class="solid" d="M1.8 2.8h10.4l-5.2 9.4z"/>`,
  'not true': html`<path class="line" d="M3.4 3.4l7.2 7.2M10.6 3.4l-7.2 7.2"/>`,
  'not decided': html`<circle class="line" cx="7" cy="7" r="4.2" stroke-dasharray="2.2 1.6"/>`,
  'not measured': html`<path class="line" d="M4.5 7h5"/>`,
};

const kind = (verdict: PointVerdict) => verdict.replace(' ', '-');

/** The mark of a verdict by itself, beside its word. */
export const verdictMark = (verdict: PointVerdict): Markup =>
  html`<svg class="verdict-mark ${kind(verdict)}" width="${SIDE}" height="${SIDE}" viewBox="0 0 ${SIDE} ${SIDE}" aria-hidden="true">${SHAPES[verdict]}</svg>`;

const titled = (mark: Mark, strip: Strip, index: number): Markup =>
  html`<g class="verdict-mark ${kind(mark.verdict)}" transform="translate(${index * SIDE} 0)"><title>${markInWords(mark, strip)}</title><rect width="${SIDE}" height="${SIDE}"/>${SHAPES[mark.verdict]}</g>`;

/** The first and the last point of the axis, and what it counts. */
function renderEnds({ marks, per }: Strip): Markup | null {
  const placed = per === null ? marks : marks.filter(({ at }) => at !== null);
  const [first, last] = [placed[0], placed.at(-1)];
  if (!first || !last) return null;
  const axis = per === null ? '' : ` per ${per}`;
  return html`<span class="ends${per === null && ' in-words'}" aria-hidden="true"><span>${first.short}</span> ${placed.length > 1 && html`<span>${last.short}${axis}</span>`}</span>`;
}

const isNamed = ({ per, marks }: Strip) =>
  per === null && marks.length <= MOST_NAMED && marks.every(({ short }) => short.length <= LONGEST_NAME);

/**
 * A strip: one mark per point in the order of its axis, each with its values as a title. Few
 * points without an order are named one by one. `hasEnds` names the first and the last point below.
 */
export function renderStrip(strip: Strip, hasEnds = true): Markup {
  const { name, marks } = strip;
  const label = html`${name && html`<span class="of">${capital(name)}</span> `}`;
  if (isNamed(strip)) {
    return html`<div class="strip named">${label}<ul>${marks.map(mark => html`<li title="${markInWords(mark, strip)}">${verdictMark(mark.verdict)}<span class="hidden">${mark.verdict}: </span>${mark.short}</li>`)}</ul></div>`;
  }
  const width = SIDE * marks.length;
  return html`<div class="strip">${label}<span class="picture"><svg class="marks" role="img" aria-label="${name && `${capital(name)}, `}${countsInWords(strip)}" width="${width}" height="${SIDE}" viewBox="0 0 ${width} ${SIDE}">${marks.map((mark, index) => titled(mark, strip, index))}</svg>${hasEnds && renderEnds(strip)}</span></div>`;
}

/** Strips below each other. Those of the same points have their ends named once, below the last. */
export function renderStrips(strips: readonly Strip[]): Markup {
  const pointsOf = (strip: Strip | undefined) =>
    strip && !isNamed(strip) ? JSON.stringify([strip.per, strip.marks.map(({ short }) => short)]) : null;
  return html`<div class="strips">${strips.map((strip, index) => renderStrip(strip, pointsOf(strip) !== pointsOf(strips[index + 1])))}</div>`;
}
