import { counted, given, percent } from '../text/format.ts';

/** Up to this share of the watch of the idle machine, in %, a quota did not matter. */
const MAX_IDLE_PERCENT = 1;

/** The limit on CPU time, and the cores that there are. */
export interface CpuQuota {
  cores: number;
  /** null if there is no quota. */
  quotaCores: number | null;
  /** The share of the watch of the idle machine for which it stopped the lab; null if unknown. */
  idlePercent: number | null;
}

/** What a CPU quota below the number of cores does to a run; null if none applies. */
export function quotaInWords({ cores, quotaCores, idlePercent }: CpuQuota): string | null {
  if (quotaCores === null || quotaCores >= cores) return null;
  const idle =
    idlePercent !== null && idlePercent > MAX_IDLE_PERCENT
      ? ` It did so for ${percent(idlePercent)} of the time while the idle machine was watched: the bounds learnt from that are too wide.`
      : '';
  return `The lab may use the time of ${given(quotaCores)} of ${counted(cores, 'core')}. When that is used up, the kernel stops all its processes for the rest of the period, and the trial is invalid.${idle}`;
}
