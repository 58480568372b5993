import type { Run } from './run.ts';
import type { Trial } from './trial.ts';

/** All trials of a run: those of the lab's clients, then those of external tools. */
export const everyTrial = ({ trials, toolTrials = [] }: Pick<Run, 'trials' | 'toolTrials'>): Trial[] => [
  ...trials,
  ...toolTrials,
];
