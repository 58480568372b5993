import { type BlockRef, blockRange } from '../../results/format/blocks.ts';
import type { Run, RunScenario } from '../../results/format/run.ts';
import { counted } from '../text/format.ts';

/** `3`, in a joined run `2.3` for the third block of the second session; both count from 1. */
export const blockNumber = ({ session, block }: BlockRef): string =>
  `${session === undefined ? '' : `${session + 1}.`}${block + 1}`;

/** `block 3`, in a joined run `session 2, block 3`; both count from 1. */
export const blockName = ({ session, block }: BlockRef): string =>
  `${session === undefined ? '' : `session ${session + 1}, `}block ${block + 1}`;

/** `5 blocks`, `3 to 8 blocks` where points differ, or `no blocks` without a scenario. */
export function blocksInWords(scenarios: readonly RunScenario[]): string {
  const { least, most } = blockRange(scenarios);
  if (most === 0) return 'no blocks';
  return least === most ? counted(most, 'block') : `${least} to ${most} blocks`;
}

/** `5 blocks` of a run, or `3 sessions of 5 blocks` of a joined one. */
export function runBlocksInWords({ scenarios, sessions }: Pick<Run, 'scenarios' | 'sessions'>): string {
  const blocks = blocksInWords(scenarios);
  return sessions ? `${counted(sessions.length, 'session')} of ${blocks}` : blocks;
}

/** `5 blocks` at a point, or `5 blocks of each of 3 sessions`. */
export function pointBlocksInWords(blocks: number, sessions: number): string {
  const own = counted(blocks, 'block');
  return sessions > 1 ? `${own} of each of ${counted(sessions, 'session')}` : own;
}
