import type { Check } from '../charts/spec.ts';
import { html, type Markup } from '../text/html.ts';
import { unbroken } from '../text/unbroken.ts';

const withText = (warn: boolean, text: Markup): Markup =>
  html`<p class="detail${warn && ' warn'}">${text}</p>`;

/** The outcome of a check; warnings are highlighted. */
export const renderCheck = ({ text, warn }: Check): Markup => withText(warn, html`${text}`);

/** The same; no line ends within a number. */
export const renderUnbrokenCheck = ({ text, warn }: Check): Markup => withText(warn, unbroken(text));
