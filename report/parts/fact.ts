import type { Markup } from '../text/html.ts';

/** One named fact about a run. */
export type Fact = [name: string, text: string | Markup];
