import type { InvalidTrials } from '../model/invalid-trials.ts';

const ADVICE = {
  others: 'In most of them, other processes kept the machine busy: close other programs and run again.',
  quota: 'In most of them, a CPU quota stopped the lab’s processes: run again without that quota.',
} as const satisfies Record<NonNullable<InvalidTrials['cause']>, string>;

/** What to do about the excluded trials of a run; null if they are few or differ. */
export const adviceOn = ({ many, cause }: InvalidTrials): string | null =>
  many && cause !== null ? ADVICE[cause] : null;
