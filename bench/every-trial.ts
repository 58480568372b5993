import type { Run } from './results.ts';
import type { Trial } from './trial-schema.ts';

/** All trials of a run: those of the lab's clients, then those of witnesses. */
export const everyTrial = ({ trials, witnesses = [] }: Pick<Run, 'trials' | 'witnesses'>): Trial[] => [
  ...trials,
  ...witnesses,
];
