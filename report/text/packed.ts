import { deflateRawSync } from 'node:zlib';
import { html, type Markup } from './html.ts';

/** Puts a part of the page into an element of these classes. */
export type Pack = (body: Markup, className: string) => Markup;

/** Text deflated (RFC 1951) and in base64, for a script element that is not run. */
export const deflated = (text: string): string => deflateRawSync(text, { level: 9 }).toString('base64');

/** Stands in a packed part until the page's script puts the part in its place. */
const STILL_PACKED =
  'These values are compressed in this file. To see them, save the file and open it in a browser that runs its script.';

/**
 * The page unpacks this part shortly before it becomes visible. Tables and chart data are most of a
 * long report: they shrink to a tenth, and the first chart need not wait for them.
 */
export const packed: Pack = (body, className) =>
  html`<div class="${className} packed"><script type="text/plain">${deflated(body.text)}</script><p class="detail">${STILL_PACKED}</p></div>`;

/** The same element without compression. */
export const unpacked: Pack = (body, className) => html`<div class="${className}">${body}</div>`;
