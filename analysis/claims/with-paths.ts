import type { Judgement } from './verdict.ts';

const isTrue = ({ verdict }: Judgement) => verdict === 'holds' || verdict === 'holds if';

/** The condition of a claim that is true without a path, over one, or both. */
function conditionOf(near: Judgement, far: Judgement): string {
  const apart = far.condition === null ? '' : `, and ${far.condition}`;
  if (!isTrue(near)) return `server and clients are apart${apart}`;
  const nearby = near.condition ?? 'server and clients are near each other';
  if (far.verdict === 'holds') return `${nearby}; over a path, in every case`;
  if (far.verdict === 'holds if') return `${nearby}; over a path, if ${far.condition}`;
  return far.verdict === 'refuted' ? `${nearby}, but not over a path` : `${nearby}; over a path not decided`;
}

function verdictOf(near: Judgement, far: Judgement): Judgement['verdict'] {
  if (isTrue(near) || isTrue(far)) {
    return near.verdict === 'holds' && far.verdict === 'holds' ? 'holds' : 'holds if';
  }
  return near.verdict === far.verdict ? near.verdict : 'not decided';
}

/**
 * The judgement on a claim from points without a path, `near`, and from points over one, `far`; far
 * is null where the run has none. Both are kept apart, and only the verdict is of both. A claim
 * that is measured over paths alone has their judgement.
 */
export function withPaths(near: Judgement, far: Judgement | null): Judgement {
  if (far === null) return near;
  if (near.verdict === 'not measured' && near.strips.length === 0) return far;
  const verdict = verdictOf(near, far);
  return {
    verdict,
    condition: verdict === 'holds if' ? conditionOf(near, far) : null,
    missing: verdict === 'not decided' ? (near.missing ?? far.missing) : null,
    sentence: near.sentence,
    strips: near.strips,
    because: `${near.because} ${far.because}`,
    figures: [...near.figures, ...far.figures],
    overPaths: { sentence: far.sentence, strips: far.strips },
  };
}
