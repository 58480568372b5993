import { deflateRawSync } from 'node:zlib';
import { html, type Markup } from './html.ts';

/** Puts a part of the page into an element of these classes. */
export type Pack = (body: Markup, className: string) => Markup;

/** Text deflated (RFC 1951) and in base64, as a script element can hold it that nobody runs. */
export const deflated = (text: string): string => deflateRawSync(text, { level: 9 }).toString('base64');

/**
 * The page unpacks this when it is about to be seen. A long report is mostly tables of figures and data of charts: they shrink to a
 * tenth, and need not be read before the first chart is drawn.
 */
export const packed: Pack = (body, className) =>
  html`<div class="${className} packed"><script type="text/plain">${deflated(body.text)}</script></div>`;

/** The same, to be read as it is. */
export const unpacked: Pack = (body, className) => html`<div class="${className}">${body}</div>`;
