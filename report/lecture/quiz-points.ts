import type { Mark, Strip } from '../../analysis/claims/strip.ts';

/** A point of a claim, and whether the claim is true there. */
export interface QuizPoint {
  label: string;
  isTrue: boolean;
}

/** At which of these points is a claim true? The run decides each of them. */
export interface PointQuestion {
  /** What the points are of: a transport, or what is measured; empty if the points say it. */
  of: string;
  /** What is compared there: `CPU per delivery, short polling ÷ WebSocket`. */
  measure: string;
  points: QuizPoint[];
}

/** The most points that a slide asks for. */
export const MOST_POINTS = 8;

/** A longer label does not fit on a button. */
const LONGEST_LABEL = 48;

/** The label of a point; a long one in short, with what its number counts: `50 per poll`. */
function labelOf({ label, short, at }: Mark, { per }: Strip): string {
  if (label.length <= LONGEST_LABEL) return label;
  return per === null || at === null ? short : `${short} per ${per}`;
}

const isDecided = ({ verdict }: Mark): boolean =>
  verdict === 'true' || verdict === 'reversed' || verdict === 'not true';

/** At most `most` of the entries: the first, the last, and others evenly between them. */
function spreadOver<Entry>(entries: readonly Entry[], most: number): Entry[] {
  if (entries.length <= most) return [...entries];
  return Array.from({ length: most }, (_, index) =>
    Math.round((index * (entries.length - 1)) / (most - 1)),
  ).flatMap(index => entries[index] ?? []);
}

function asked(of: string, measure: string, points: readonly QuizPoint[]): PointQuestion | null {
  const some = spreadOver(points, MOST_POINTS);
  const hasBoth = some.some(({ isTrue }) => isTrue) && some.some(({ isTrue }) => !isTrue);
  return hasBoth ? { of, measure, points: some } : null;
}

/**
 * The points to ask for: those of the first strip on which the claim is true at some points and the
 * opposite at others, else of the first on which it is not true at others; without such a strip,
 * those of all strips together. Null where the decided points agree.
 */
export function pointQuestionOf(strips: readonly Strip[]): PointQuestion | null {
  const each = strips.map(strip => ({
    name: strip.name,
    measure: strip.measure,
    isReversed: strip.marks.some(({ verdict }) => verdict === 'reversed'),
    points: strip.marks
      .filter(isDecided)
      .map(mark => ({ label: labelOf(mark, strip), isTrue: mark.verdict === 'true' })),
  }));
  const reversedFirst = each.toSorted((a, b) => Number(b.isReversed) - Number(a.isReversed));
  for (const { name, measure, points } of reversedFirst) {
    const question = asked(name, measure, points);
    if (question) return question;
  }
  const all = each.flatMap(({ name, points }) =>
    points.map(({ label, isTrue }) => ({ label: name ? `${name}: ${label}` : label, isTrue })),
  );
  return asked('', [...new Set(each.map(({ measure }) => measure))].join('; '), all);
}
