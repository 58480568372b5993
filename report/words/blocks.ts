import { blockRange } from '../../results/format/blocks.ts';
import type { RunScenario } from '../../results/format/run.ts';
import { counted } from '../text/format.ts';

/** `5 blocks`, `3 to 8 blocks` where points differ, or `no blocks` without a scenario. */
export function blocksInWords(scenarios: readonly RunScenario[]): string {
  const { least, most } = blockRange(scenarios);
  if (most === 0) return 'no blocks';
  return least === most ? counted(most, 'block') : `${least} to ${most} blocks`;
}
