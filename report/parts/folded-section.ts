import { html, type Markup } from '../text/html.ts';

/** A section that shows its title only until it is opened. `className` is the section's own. */
export const foldedSection = (id: string, title: string, body: Markup, className = ''): Markup =>
  html`<section class="folded ${className}"><details><summary><h2 id="${id}">${title}</h2></summary>
${body}
</details></section>`;
