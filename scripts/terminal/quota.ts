import { describeLimits } from '../../bench/machine/limits.ts';
import { describeProcessor } from '../../bench/run/environment.ts';
import { quotaInWords } from '../../report/words/quota.ts';

/** A line that warns of a CPU quota on this process; null if none below its cores applies. */
export function quotaWarning(): string | null {
  const { cores } = describeProcessor();
  const words = quotaInWords({ cores, quotaCores: describeLimits().quotaCores, idlePercent: null });
  return words === null ? null : `warning, a CPU quota applies: ${words}`;
}
