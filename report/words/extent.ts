import type { Transport } from '../../scenarios/load/transport.ts';
import { counted, everyOf, integer } from '../text/format.ts';

/** In how many tests the best of a need are best or tied. A test is a point of the need. */
export interface Extent {
  best: readonly Transport[];
  /** In how many decided tests each of the best is best or tied, at least. */
  bestAt: number;
  decided: number;
  compared: number;
}

/**
 * `in 18 of 20 tests`, `in at least 18 of 20 tests` where there are several best, `in all 3 tests`;
 * `3 of 20 tests decide it` where the others decide nothing, and `in 17 of 19 deciding tests` where
 * not all of those agree; empty for a need with a single test.
 */
export function extentInShort({ best, bestAt, decided, compared }: Extent): string {
  if (compared === 1) return '';
  if (bestAt === decided)
    return decided === compared
      ? `in ${everyOf(decided, 'test')}`
      : `${integer(decided)} of ${counted(compared, 'test')} ${decided === 1 ? 'decides' : 'decide'} it`;
  const kind = decided < compared ? 'deciding test' : 'test';
  return `in ${best.length > 1 ? 'at least ' : ''}${integer(bestAt)} of ${counted(decided, kind)}`;
}

/** Why a need has no best transport. */
export function undecidedInShort({ compared, decided }: Pick<Extent, 'compared' | 'decided'>): string {
  if (decided > 0) return `differs between ${counted(decided, 'test')}`;
  return compared === 1
    ? 'not decided in its only test'
    : `not decided in any of ${counted(compared, 'test')}`;
}
