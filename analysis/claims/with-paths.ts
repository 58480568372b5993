import type { Judgement } from './verdict.ts';

const isTrue = ({ verdict }: Judgement) => verdict === 'holds' || verdict === 'holds if';

/** Whether the points of one kind say by themselves where the claim is true. */
const isDecided = (judgement: Judgement) => isTrue(judgement) || judgement.verdict === 'refuted';

/** The condition of a claim that both kinds of points decide, and that is true at some. */
function conditionOf(near: Judgement, far: Judgement): string {
  const apart = far.condition === null ? '' : `, and ${far.condition}`;
  if (!isTrue(near)) return `server and clients are apart${apart}`;
  const nearby = near.condition ?? 'server and clients are near each other';
  if (far.verdict === 'holds') return `${nearby}; over a path, in every case`;
  return isTrue(far) ? `${nearby}; over a path, if ${far.condition}` : `${nearby}, but not over a path`;
}

/** The verdict, with its condition and with what is missing for it. */
type Decision = Pick<Judgement, 'verdict' | 'condition' | 'missing'>;

/**
 * The decision from both kinds of points. Points over a path that decide nothing change nothing.
 * Without a decision from the other points, nobody knows whether distance is a condition: it is not
 * decided, whatever the points over a path say.
 */
function decided(near: Judgement, far: Judgement): Decision {
  const { condition, missing } = near;
  if (!isDecided(near)) {
    return { verdict: near.verdict === far.verdict ? near.verdict : 'not decided', condition: null, missing };
  }
  if (!isDecided(far)) return { verdict: near.verdict, condition, missing };
  if (!isTrue(near) && !isTrue(far)) return { verdict: 'refuted', condition: null, missing: null };
  if (near.verdict === 'holds' && far.verdict === 'holds') {
    return { verdict: 'holds', condition: null, missing: null };
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
