import type { BlockRef } from '../../results/format/blocks.ts';
import {
  asRatios,
  median,
  medianInterval,
  orderedLogs,
  type RatioInterval,
  type SessionRatio,
  verdict,
} from '../statistics/paired-ratios.ts';
import { randomEffects } from '../statistics/random-effects.ts';
import { sessionEstimates } from '../statistics/session-estimates.ts';
import { studentT } from '../statistics/student-t.ts';
import { type Spread, sessionVariance } from './session-spread.ts';

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
 * The interval in which the median of another session lies with 95%. Its error and that of this
 * session are the same: the spread between sessions, and the scatter of the blocks. Student's t has
 * the degrees of freedom of the spread between sessions.
 */
function betweenSessions(ratios: readonly number[], spread: Spread): RatioInterval | null {
  const logs = orderedLogs(ratios);
  const middle = median(logs);
  const blocks = logs.length;
  if (middle === null || blocks < 2) return null;
  const half = studentT(spread.degreesOfFreedom) * Math.sqrt(2 * sessionVariance(logs, spread));
  return { ...asRatios(middle, [middle - half, middle + half]), blocks, method: 'between-sessions' };
}

/**
 * The 95% interval of ratios paired within blocks: the only function that makes one of such ratios.
 * In a run of one session it is widened by `spread`, so it holds what another session would find.
 * Without a known spread it comes from the scatter of the blocks alone (`medianInterval`), so it
 * speaks of this session. Of several sessions it is a random-effects interval over them: it too
 * holds what another session would find. `spread` is pooled with theirs, because sessions of one
 * hour differ less than those of other days. Null for fewer than two blocks. Throws a RangeError
 * unless each ratio is finite and above 0.
 */
export function ratioInterval(ratios: readonly BlockRatio[], spread: Spread | null): RatioInterval | null {
  const bySession = [...Map.groupBy(ratios, ({ session = null }) => session)];
  const known = bySession.flatMap(([session, own]) => (session === null ? [] : [{ session, own }]));
  const ofOneSession = () =>
    spread === null ? medianInterval(ratiosOf(ratios)) : betweenSessions(ratiosOf(ratios), spread);
  if (known.length === 0) return ofOneSession();
  const sessions = known
    .toSorted((a, b) => a.session - b.session)
    .map(({ session, own }) => sessionRatio(session, own));
  const estimates = sessionEstimates(known.map(({ own }) => orderedLogs(ratiosOf(own))));
  const effects = estimates.length > 1 ? randomEffects(estimates, spread) : null;
  if (effects === null) {
    const interval = ofOneSession();
    return interval && { ...interval, sessions };
  }
  const { mean, another } = effects;
  return {
    ...asRatios(mean, [another.low, another.high]),
    blocks: ratios.length,
    method: 'random-effects',
    sessions,
  };
}
