import { html, type Markup } from '../text/html.ts';

/** A heading that can be linked to, and holds no link itself: within something that can be clicked there may be none. */
export const plainHeading = (id: string, text: string): Markup => html`<h3 id="${id}">${text}</h3>`;

/** A heading that can be linked to. */
export function heading(level: 2 | 3, id: string, text: string): Markup {
  const link = html`<a class="permalink" href="#${id}" aria-label="Link to ${text}">#</a>`;
  return level === 2 ? html`<h2 id="${id}">${text} ${link}</h2>` : html`<h3 id="${id}">${text} ${link}</h3>`;
}
