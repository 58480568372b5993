import { html, type Markup } from '../report/text/html.ts';

/** What a lane shows, drawn as the lane draws it, with its meaning. */
const ENTRIES: readonly [drawing: Markup, meaning: string][] = [
  [
    html`<rect class="shade" x="4" y="2" width="24" height="12"/><rect class="edge" x="4" y="2" width="1.5" height="12"/>`,
    'request or connection in progress',
  ],
  [
    html`<path d="M8 2L24 14" stroke-width="2"/><circle class="full" cx="24" cy="12" r="4"/>`,
    'notification, from publication to arrival',
  ],
  [html`<circle cx="16" cy="8" r="4" stroke-width="2"/>`, 'published, not arrived yet'],
  [
    html`<path class="shade-lines" d="M4 2v12M8 2v12M12 2v12M16 2v12M20 2v12M24 2v12M28 2v12"/><circle class="full" cx="16" cy="9" r="6"/>`,
    'many: the area of a dot is their number',
  ],
];

/** The legend of the lanes. */
export const renderLegend = (): Markup =>
  html`<ul class="legend" aria-label="Legend of the drawings">${ENTRIES.map(
    ([drawing, meaning]) =>
      html`<li><svg viewBox="0 0 32 16" width="32" height="16" fill="none" stroke="currentColor" aria-hidden="true">${drawing}</svg> ${meaning}</li>`,
  )}</ul>`;
