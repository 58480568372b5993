import type { Markup } from '../html.ts';

/** One line of what is to be known about a run. */
export type Fact = [name: string, text: string | Markup];
