import { type Marker, nameOf, TRAITS, type Transport } from '../../scenarios/load/transport.ts';
import { html, type Markup } from '../text/html.ts';

/** Each marker centred in a 28 × 12 box; charts use the same shapes. */
const SHAPES = {
  square: html`<rect x="10" y="2" width="8" height="8"/>`,
  triangle: html`<path d="M14 1l5 9h-10z"/>`,
  diamond: html`<path d="M14 0.5l5.5 5.5l-5.5 5.5l-5.5-5.5z"/>`,
  circle: html`<circle cx="14" cy="6" r="4.2"/>`,
  cross: html`<path class="open" d="M10 6h8M14 2v8"/>`,
  star: html`<path class="open" d="M10 6h8M14 2v8M11 3l6 6M17 3l-6 6"/>`,
} satisfies Record<Marker, Markup>;

/** A transport's line, dash and marker, as in every chart. */
export function swatch(transport: Transport): Markup {
  const { dash, marker } = TRAITS[transport];
  return html`<svg class="swatch ${transport}" viewBox="0 0 28 12" aria-hidden="true"><path class="open" d="M0 6h28" stroke-dasharray="${dash.join(' ')}"/>${SHAPES[marker]}</svg>`;
}

/** A transport's name behind its swatch. */
export function labelled(transport: Transport): Markup {
  return html`<span class="transport">${swatch(transport)}<span>${nameOf(transport)}</span></span>`;
}
