import type { BlockRef } from '../../results/format/blocks.ts';
import {
  asRatios,
  medianInterval,
  orderedLogs,
  type RatioInterval,
  type SessionRatio,
  verdict,
} from '../statistics/paired-ratios.ts';
import { randomEffects } from '../statistics/random-effects.ts';
import { sessionEstimates } from '../statistics/session-estimates.ts';

/** One value of a subject divided by that of its baseline in the same block. */
export interface BlockRatio extends BlockRef {
  ratio: number;
}

const ratiosOf = (all: readonly BlockRatio[]) => all.map(({ ratio }) => ratio);

/** The median ratio of one session, with its own interval; null ends for a single block. */
function sessionRatio(session: number, own: readonly BlockRatio[]): SessionRatio {
  const interval = medianInterval(ratiosOf(own));
  const median = interval?.median ?? (own[0] as BlockRatio).ratio;
  return {
    session,
    median,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    verdict: verdict(interval),
  };
}

/**
 * The 95% interval of ratios paired within blocks: the only function that makes one of such ratios.
 * In a run of one session it comes from the scatter of the blocks (`medianInterval`), so it speaks
 * of this session. Of several sessions it is the random-effects interval over them, which speaks of
 * all such sessions. Null for fewer than two blocks. Throws a RangeError unless each ratio is
 * finite and above 0.
 */
export function ratioInterval(ratios: readonly BlockRatio[]): RatioInterval | null {
  const bySession = [...Map.groupBy(ratios, ({ session = null }) => session)];
  const known = bySession.flatMap(([session, own]) => (session === null ? [] : [{ session, own }]));
  if (known.length === 0) return medianInterval(ratiosOf(ratios));
  const sessions = known
    .toSorted((a, b) => a.session - b.session)
    .map(({ session, own }) => sessionRatio(session, own));
  const effects = randomEffects(sessionEstimates(known.map(({ own }) => orderedLogs(ratiosOf(own)))));
  if (effects === null) {
    const interval = medianInterval(ratiosOf(ratios));
    return interval && { ...interval, sessions };
  }
  return {
    ...asRatios(effects.mean, [effects.low, effects.high]),
    blocks: ratios.length,
    method: 'random-effects',
    sessions,
  };
}
