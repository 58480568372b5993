import { html, type Markup } from '../text/html.ts';

/** The button that shows the results of a section; visible only in "predict first" mode. */
export const reveal = (title: string): Markup =>
  html`<p class="reveal" hidden><button type="button">Reveal the results<span class="hidden">: ${title}</span></button></p>`;
