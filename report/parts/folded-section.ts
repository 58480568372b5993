import { html, type Markup } from '../text/html.ts';

/**
 * A section that shows its title only until it is opened. `className` is the section's own;
 * `teaser` stands below the title until then.
 */
export const foldedSection = (
  id: string,
  title: string,
  body: Markup,
  className = '',
  teaser: Markup | null = null,
): Markup =>
  html`<section class="folded ${className}"><details><summary><h2 id="${id}">${title}</h2></summary>
${body}
</details>${teaser && html`<div class="teaser">${teaser}</div>`}</section>`;
