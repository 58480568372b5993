import { everyTrial } from '../../results/format/all-trials.ts';
import type { Run } from '../../results/format/run.ts';
import { counted } from '../text/format.ts';
import { runBlocksInWords } from '../words/blocks.ts';

/** With fewer blocks, intervals come from Student's t and are wide. */
const ENOUGH_BLOCKS = 5;

/** What the intervals of a run rest on, and what they hold: one sentence each. */
export function surenessOf(run: Run): string[] {
  const valid = everyTrial(run).filter(({ status }) => status === 'valid').length;
  const { sessions } = run;
  const isOver = run.scenarios.some(({ points }) => points.some(({ load }) => load.path));
  return [
    `${sessions ? '' : 'One session: '}${runBlocksInWords(run)}, preset ${run.run.preset}, ${counted(valid, 'valid trial')}.`,
    sessions
      ? 'Intervals hold for the mean of such sessions.'
      : `Intervals of latency, CPU and bytes per delivery are widened by how much recorded sessions differ${isOver ? '; those of latency over a path are not' : ''}.`,
  ];
}

/** Why needs rest on too few blocks for a decision; null if their decided points have enough. */
export function fewBlocksInWords(needs: readonly { leastBlocks: number | null }[]): string | null {
  const least = Math.min(...needs.map(({ leastBlocks }) => leastBlocks ?? Number.POSITIVE_INFINITY));
  return least >= ENOUGH_BLOCKS
    ? null
    : `Some points have ${counted(least, 'block')}: take preset standard or thorough for a decision.`;
}
