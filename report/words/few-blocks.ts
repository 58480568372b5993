import { blockRange } from '../../results/format/blocks.ts';
import type { Run } from '../../results/format/run.ts';
import { counted } from '../text/format.ts';

/**
 * The least blocks for bootstrap intervals. With fewer, intervals come from Student's t and are
 * wide.
 */
const ENOUGH_BLOCKS = 5;

/** The least and most blocks of the scenarios of a run, if some have few; null for other runs. */
function fewBlocksOf({ run, scenarios, trials, sessions }: Run): { least: number; most: number } | null {
  const { least, most } = blockRange(scenarios);
  // A smoke run, or one without trials, compares nothing anyway.
  const isSaid = least < ENOUGH_BLOCKS && run.preset !== 'smoke' && trials.length > 0 && !sessions;
  return isSaid ? { least, most } : null;
}

/** What few blocks mean for the verdicts, in a sentence or two; null for other runs. */
export function fewBlocksInWords(run: Run): string | null {
  const few = fewBlocksOf(run);
  if (few === null) return null;
  const { least, most } = few;
  if (least >= 2) {
    return `With ${counted(least, 'block')}, fewer than ${ENOUGH_BLOCKS}, the 95% intervals are wide: small differences are not decided.`;
  }
  const where = least < most ? 'In a scenario with' : 'With';
  const others = least < most ? ` With 2 to ${ENOUGH_BLOCKS - 1} blocks the 95% intervals are wide.` : '';
  return `${where} ${counted(least, 'block')} there is no interval, and nothing is compared.${others}`;
}

/** The same in a few words, for the answer; empty for other runs. */
export function fewBlocksInShort(run: Run): string {
  const few = fewBlocksOf(run);
  if (few === null) return '';
  return few.most < ENOUGH_BLOCKS
    ? 'Few blocks: small differences stay undecided.'
    : 'Few blocks in places: small differences stay undecided.';
}
