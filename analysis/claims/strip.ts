import type { Verdict } from '../statistics/paired-ratios.ts';
import { isTooWide } from '../statistics/widest-interval.ts';

/**
 * What one point says of a claim. `reversed`: the opposite is true there. `not true`: decided, and
 * neither the claim nor its opposite is true.
 */
export type PointVerdict = 'true' | 'reversed' | 'not true' | 'not decided' | 'not measured';

/** One point of a claim, as a mark on its strip. */
export interface Mark {
  /** The point as headings name it. */
  label: string;
  /** The same in a word or a number, for a small picture. */
  short: string;
  /** Its place on the axis of the strip; null where it has none. */
  at: number | null;
  verdict: PointVerdict;
  /** The size of the effect in the unit of the strip; null where it is not known or not decided. */
  size: number | null;
  /** The ends of the 95% interval of the size; null where it has none or is not decided. */
  lower: number | null;
  upper: number | null;
  /** In a joined run, what each session says by itself. */
  sessions: PointVerdict[];
}

/** Points of a claim, one mark each, in the order of an axis if they have one. */
export interface Strip {
  /** What the marks are of: a transport, or what is measured. Empty if the claim has one strip. */
  name: string;
  /** The axis is the number of notifications per `per`; null where points have no order. */
  per: string | null;
  /** What the sizes are: `CPU per delivery, short polling ÷ WebSocket`. */
  measure: string;
  unit: string;
  marks: Mark[];
}

/** The verdict of a point from a comparison, for the claim that the subject has less or more. */
export function comparedVerdict(verdict: Verdict, claimed: 'less' | 'more'): PointVerdict {
  if (verdict === 'unresolved') return 'not decided';
  if (verdict === claimed) return 'true';
  return verdict === 'equal' ? 'not true' : 'reversed';
}

/** The verdict of a point that supports a claim, does not, or does not decide (null). */
export function supportVerdict(supports: boolean | null): PointVerdict {
  if (supports === null) return 'not decided';
  return supports ? 'true' : 'not true';
}

/** A ratio with its 95% interval, as comparisons give it. */
export interface Ratio {
  ratio: number;
  lower: number | null;
  upper: number | null;
}

/**
 * A ratio as a factor in the claimed direction: above 1 where the claim is true. Nothing where its
 * 95% interval is missing, and no interval where it is too wide.
 */
export function factorOf(
  { ratio, lower, upper }: Ratio,
  claimed: 'less' | 'more',
): Pick<Mark, 'size' | 'lower' | 'upper'> {
  if (lower === null || upper === null) return { size: null, lower: null, upper: null };
  if (isTooWide(lower, upper)) {
    return { size: claimed === 'more' ? ratio : 1 / ratio, lower: null, upper: null };
  }
  return claimed === 'more'
    ? { size: ratio, lower, upper }
    : { size: 1 / ratio, lower: 1 / upper, upper: 1 / lower };
}

/** A mark without a place on an axis and without an interval. */
export const plainMark = (
  name: string | { label: string; short: string },
  verdict: PointVerdict,
  size: number | null = null,
): Mark => {
  const names = typeof name === 'string' ? { label: name, short: name } : name;
  return { ...names, at: null, verdict, size, lower: null, upper: null, sessions: [] };
};

/** A strip of points without an order. */
export const plainStrip = (
  name: string,
  { measure, unit }: { measure: string; unit: string },
  marks: Mark[],
): Strip => ({ name, per: null, measure, unit, marks });

/** The marks in the order of the axis; those without a place on it come last. */
export const alongAxis = (marks: readonly Mark[]): Mark[] =>
  marks.toSorted((a, b) => (a.at ?? Number.POSITIVE_INFINITY) - (b.at ?? Number.POSITIVE_INFINITY) || 0);
