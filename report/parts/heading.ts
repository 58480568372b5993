import { html, type Markup } from '../text/html.ts';

/** A heading with an id but without a link, for use inside a clickable element. */
export const plainHeading = (id: string, text: string): Markup => html`<h3 id="${id}">${text}</h3>`;

/** A heading with a link to itself. */
export function heading(level: 2 | 3, id: string, text: string): Markup {
  const link = html`<a class="permalink" href="#${id}" aria-label="Link to ${text}">#</a>`;
  return level === 2 ? html`<h2 id="${id}">${text} ${link}</h2>` : html`<h3 id="${id}">${text} ${link}</h3>`;
}
