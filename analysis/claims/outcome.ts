import type { PointVerdict, Strip } from './strip.ts';

/**
 * What the points of a claim say together. `where decided`: all decided points agree, and others
 * are not decided. `depends`: the decided points differ.
 */
export type Outcome =
  | 'holds'
  | 'holds where decided'
  | 'depends'
  | 'refuted'
  | 'refuted where decided'
  | 'not decided';

/** From this number of points on, one may support a claim by chance alone, at 95% each. */
const MANY = 10;
/** From this number on, one may be decided by chance, for the claim or against it. */
const SEVERAL = 5;

/** How many points of a claim are decided, of how many that were measured. */
export interface Decided {
  decided: number;
  measured: number;
}

/** How many points of a strip say what. */
function countsOf({ marks }: Pick<Strip, 'marks'>) {
  const count = (...wanted: PointVerdict[]) => marks.filter(({ verdict }) => wanted.includes(verdict)).length;
  return { yes: count('true'), no: count('reversed', 'not true'), open: count('not decided') };
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** The points of these strips that are decided, and all that were measured. */
export function decidedOf(strips: readonly Pick<Strip, 'marks'>[]): Decided {
  const counts = strips.map(countsOf);
  const decided = sum(counts.map(({ yes, no }) => yes + no));
  return { decided, measured: decided + sum(counts.map(({ open }) => open)) };
}

/**
 * What the points of all strips of a claim say together. Those that were not measured do not count.
 * Among several points a single decided one counts as chance. Among many of one strip a single one
 * that supports the claim does.
 */
export function outcomeOf(strips: readonly Pick<Strip, 'marks'>[]): Outcome {
  const { decided, measured } = decidedOf(strips);
  if (decided === 0 || (decided === 1 && measured >= SEVERAL)) return 'not decided';
  const counts = strips.map(countsOf);
  const isSupported = counts.some(({ yes, no, open }) => yes > (yes + no + open >= MANY ? 1 : 0));
  const isContradicted = counts.some(({ no }) => no > 0);
  if (isSupported && isContradicted) return 'depends';
  if (isSupported) return decided < measured ? 'holds where decided' : 'holds';
  if (!isContradicted) return 'not decided';
  return decided < measured ? 'refuted where decided' : 'refuted';
}

/** True at all decided points, and at some. */
export const isTrueOutcome = (outcome: Outcome): boolean =>
  outcome === 'holds' || outcome === 'holds where decided';

/** True at no decided point. */
export const isFalseOutcome = (outcome: Outcome): boolean =>
  outcome === 'refuted' || outcome === 'refuted where decided';

/** What an outcome says of a claim, to begin its sentence. */
export function outcomeInWords(outcome: Outcome): string {
  if (isTrueOutcome(outcome)) return 'True';
  if (isFalseOutcome(outcome)) return 'False';
  return outcome === 'depends' ? 'It depends' : 'Not decided';
}
