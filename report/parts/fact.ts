import type { Markup } from '../text/html.ts';

/** One line of what is to be known about a run. */
export type Fact = [name: string, text: string | Markup];
