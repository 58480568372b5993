import { html, type Markup } from '../text/html.ts';

/** Something that the reader must know before believing a figure. */
export function notice(title: string, text: Markup): Markup {
  return html`<div class="notice" role="note"><strong>${title}.</strong> ${text}</div>`;
}
