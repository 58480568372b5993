import type { Check } from '../charts/spec.ts';
import { html, type Markup } from '../text/html.ts';

/** The outcome of a check; warnings are highlighted. */
export const renderCheck = ({ text, warn }: Check): Markup =>
  html`<p class="detail${warn && ' warn'}">${text}</p>`;
