import { html, type Markup } from '../text/html.ts';

/** Where the reader is to predict first, this shows what was measured of a section; else it is not there. */
export const reveal = (title: string): Markup =>
  html`<p class="reveal"><button type="button">Reveal what was measured<span class="hidden">: ${title}</span></button></p>`;
