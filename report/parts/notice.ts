import { html, type Markup } from '../text/html.ts';

/** A caveat that the reader must know before trusting the results. */
export function notice(title: string, text: Markup): Markup {
  return html`<div class="notice" role="note"><strong>${title}.</strong> ${text}</div>`;
}
