import { decidedOf } from './outcome.ts';
import type { Judgement } from './verdict.ts';

type Verdict = Judgement['verdict'];

/** True at all points that are decided. */
const isAlways = ({ verdict }: Judgement) => verdict === 'holds' || verdict === 'holds where decided';
const isTrue = (judgement: Judgement) => isAlways(judgement) || judgement.verdict === 'holds if';
const isRefuted = ({ verdict }: Judgement) => verdict === 'refuted' || verdict === 'refuted where decided';

/** Whether the points of one kind say by themselves where the claim is true. */
const isDecided = (judgement: Judgement) => isTrue(judgement) || isRefuted(judgement);

/** What a verdict becomes where further points are not decided. */
const WHERE_DECIDED: Partial<Record<Verdict, Verdict>> = {
  holds: 'holds where decided',
  refuted: 'refuted where decided',
};

/** The condition of a claim that both kinds of points decide, and that is true at some. */
function conditionOf(near: Judgement, far: Judgement): string {
  const apart = far.condition === null ? '' : `, and ${far.condition}`;
  if (!isTrue(near)) return `server and clients are apart${apart}`;
  const nearby = near.condition ?? 'server and clients are near each other';
  if (isAlways(far)) {
    return `${nearby}; over a path, ${far.verdict === 'holds' ? 'in every case' : 'wherever it is decided'}`;
  }
  return isTrue(far) ? `${nearby}; over a path, if ${far.condition}` : `${nearby}, but not over a path`;
}

/** The verdict, with its condition and with what is missing for it. */
type Decision = Pick<Judgement, 'verdict' | 'condition' | 'missing'>;

/** Whether both kinds of points say the same of the claim without a condition. */
const agree = (near: Judgement, far: Judgement) =>
  (isAlways(near) && isAlways(far)) || (isRefuted(near) && isRefuted(far));

/**
 * The decision from both kinds of points. Points over a path that decide nothing leave it, but then
 * it holds where it is decided only. Without a decision from the other points, nobody knows whether
 * distance is a condition: it is not decided, whatever the points over a path say.
 */
function decided(near: Judgement, far: Judgement): Decision {
  const { verdict, condition, missing } = near;
  if (!isDecided(near)) {
    return { verdict: verdict === far.verdict ? verdict : 'not decided', condition: null, missing };
  }
  const weaker = WHERE_DECIDED[verdict] ?? verdict;
  if (!isDecided(far)) {
    const hasMore = decidedOf(far.strips).measured > 0;
    return { verdict: hasMore ? weaker : verdict, condition, missing };
  }
  if (agree(near, far)) {
    return { verdict: verdict === far.verdict ? verdict : weaker, condition: null, missing: null };
  }
  return { verdict: 'holds if', condition: conditionOf(near, far), missing: null };
}

/**
 * The judgement on a claim from points without a path, `near`, and from points over one, `far`; far
 * is null where the run has none. Both are kept apart, and only the verdict is of both. A claim
 * that is measured over paths alone has their judgement.
 */
export function withPaths(near: Judgement, far: Judgement | null): Judgement {
  if (far === null) return near;
  if (near.verdict === 'not measured' && near.strips.length === 0) return far;
  return {
    ...decided(near, far),
    sentence: near.sentence,
    strips: near.strips,
    because: `${near.because} ${far.because}`,
    figures: [...near.figures, ...far.figures],
    overPaths: { sentence: far.sentence, strips: far.strips },
  };
}
