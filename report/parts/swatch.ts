import { type Marker, nameOf, TRAITS, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import { html, Markup } from '../text/html.ts';

/** Lines that are straight have no surface to fill. */
const LINE = new Markup('stroke="currentColor" stroke-width="2"');

/** Each marker centred in a 28 × 12 box; charts use the same shapes. */
const SHAPES = {
  square: html`<rect x="10" y="2" width="8" height="8"/>`,
  triangle: html`<path d="M14 1l5 9h-10z"/>`,
  diamond: html`<path d="M14 0.5l5.5 5.5l-5.5 5.5l-5.5-5.5z"/>`,
  circle: html`<circle cx="14" cy="6" r="4.2"/>`,
  cross: html`<path ${LINE} d="M10 6h8M14 2v8"/>`,
  star: html`<path ${LINE} d="M10 6h8M14 2v8M11 3l6 6M17 3l-6 6"/>`,
} satisfies Record<Marker, Markup>;

const idOf = (transport: Transport) => `swatch-${transport}`;

/**
 * Each transport's line, dash and marker, once in a page. Sizes and shapes are attributes: a viewer
 * may forbid the style.
 */
export const swatchShapes = (): Markup =>
  html`<svg class="swatch-shapes" width="0" height="0" aria-hidden="true">${TRANSPORTS.map(transport => {
    const { dash, marker } = TRAITS[transport];
    const dashes = dash.length > 0 && html` stroke-dasharray="${dash.join(' ')}"`;
    return html`<g id="${idOf(transport)}" fill="currentColor"><path ${LINE} d="M0 6h28"${dashes}/>${SHAPES[marker]}</g>`;
  })}</svg>`;

/** A transport's line, dash and marker, as in every chart. It stands in a page with all shapes. */
export const swatch = (transport: Transport): Markup =>
  html`<svg class="swatch ${transport}" viewBox="0 0 28 12" width="28" height="12" aria-hidden="true"><use href="#${idOf(transport)}"/></svg>`;

/** A transport's name behind its swatch. */
export function labelled(transport: Transport): Markup {
  return html`<span class="transport">${swatch(transport)} <span>${nameOf(transport)}</span></span>`;
}
