import type { Check } from '../charts/spec.ts';
import { html, type Markup } from '../text/html.ts';

/** What a check came to; what the figures must be read with stands out. */
export const renderCheck = ({ text, warn }: Check): Markup =>
  html`<p class="detail${warn && ' warn'}">${text}</p>`;
