import type { Evidence, Judgement } from './verdict.ts';

/** What points over TLS or HTTP/2, or with compression, add to what a claim rests on. */
export type Addition = Pick<Evidence, 'because' | 'strips' | 'figures'>;

/** Several additions, one after the other; null if there is none. */
export function joined(additions: readonly (Addition | null)[]): Addition | null {
  const known = additions.filter(one => one !== null);
  if (known.length === 0) return null;
  return {
    because: known.map(({ because }) => because).join(' '),
    strips: known.flatMap(({ strips }) => strips),
    figures: known.flatMap(({ figures }) => figures),
  };
}

/**
 * A judgement with what points over TLS or HTTP/2, or with compression, add to its evidence. Its
 * verdict is that of the other points: a layer below all transports is the same for all.
 */
export function withLayers(judgement: Judgement, addition: Addition | null): Judgement {
  if (addition === null) return judgement;
  return {
    ...judgement,
    because: `${judgement.because} ${addition.because}`,
    figures: [...judgement.figures, ...addition.figures],
    layers: addition.strips,
  };
}
