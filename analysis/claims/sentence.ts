import { boundBetween } from './rates.ts';
import type { Mark, Strip } from './strip.ts';
import { amount, capital, counted, digits, list, roundedSpan } from './words.ts';

/** A sentence has at most so many words. */
export const MOST_WORDS = 25;
/** Up to this number, points without an order are named; more are counted. */
const MOST_NAMED = 3;

/** How much a clause says: the sizes of both sides, those of the true points only, or none. */
type Detail = 'all' | 'true' | 'none';

/** `2.6–5.1×`, the sizes of these marks; empty where none has a size. */
export function sizesInWords(marks: readonly Mark[], unit: string): string {
  const sizes = marks.map(({ size }) => size).filter(size => size !== null);
  if (sizes.length === 0) return '';
  const numbers = roundedSpan(sizes);
  return /^[\w ]+$/.test(unit) ? `${numbers} ${unit}` : `${numbers}${unit}`;
}

/** The marks of a strip by what they say; `measured` are all that have a trial. */
export function sidesOf({ marks }: Strip) {
  const of = (...verdicts: Mark['verdict'][]) => marks.filter(({ verdict }) => verdicts.includes(verdict));
  return {
    yes: of('true'),
    no: of('reversed', 'not true'),
    open: of('not decided'),
    measured: of('true', 'reversed', 'not true', 'not decided'),
  };
}

/** What the points that are not true have in common. */
function wordOf(no: readonly Mark[]): 'reversed' | 'not true' {
  return no.every(({ verdict }) => verdict === 'reversed') ? 'reversed' : 'not true';
}

/** Whether one of these marks lies in a part of the axis, or may lie there. */
const hasBetween = (marks: readonly Mark[], from: number, to: number) =>
  marks.some(({ at }) => at === null || (at >= from && at <= to));

/** `1 notification per poll`, `10 notifications per poll` */
const rate = (value: number, per: string) =>
  `${amount(value, value === 1 ? 'notification' : 'notifications')} per ${per}`;

/** Where on the axis the true points end and the others begin; null where they mix. */
function boundOf({ per }: Strip, { yes, no, open }: ReturnType<typeof sidesOf>) {
  if (per === null) return null;
  const bound = boundBetween(
    yes.map(({ at }) => at),
    no.map(({ at }) => at),
  );
  if (bound === null) return null;
  const isUp = bound.yes === 'up to';
  // An undecided point within a side would be taken for a decided one.
  const [first, last] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const isOpen = isUp
    ? hasBetween(open, first, bound.yesEnd) || hasBetween(open, bound.noEnd, last)
    : hasBetween(open, bound.yesEnd, last) || hasBetween(open, first, bound.noEnd);
  if (isOpen) return null;
  const upTo = (value: number, text: string) => (value === 0 ? 'without notifications' : `up to ${text}`);
  return isUp
    ? { yes: upTo(bound.yesEnd, rate(bound.yesEnd, per)), no: `from ${digits(bound.noEnd)} on` }
    : { yes: `from ${rate(bound.yesEnd, per)} on`, no: upTo(bound.noEnd, digits(bound.noEnd)) };
}

/** Where a strip that is not true elsewhere is true: `up to 1 notification per poll`. */
export function placeOfTrue(strip: Strip): string | null {
  const sides = sidesOf(strip);
  return sides.no.length === 0 ? null : (boundOf(strip, sides)?.yes ?? null);
}

const inBrackets = (text: string) => (text === '' ? '' : ` (${text})`);

const namesOf = (marks: readonly Mark[]) => list(marks.map(({ short }) => short));

/** What a strip says where points differ, in one clause. */
function mixedInWords(strip: Strip, sides: ReturnType<typeof sidesOf>, detail: Detail): string {
  const { yes, no, measured } = sides;
  const sizes = (marks: readonly Mark[], wanted: boolean) =>
    wanted ? inBrackets(sizesInWords(marks, strip.unit)) : '';
  const trueSizes = sizes(yes, detail !== 'none');
  const word = wordOf(no) === 'reversed' ? 'reversed' : 'not';
  const bound = boundOf(strip, sides);
  if (bound) {
    const but = detail === 'all' ? `, ${word} ${bound.no}${sizes(no, true)}` : '';
    return `true ${bound.yes}${trueSizes}${but}`;
  }
  if (strip.per === null && yes.length <= MOST_NAMED && no.length <= MOST_NAMED) {
    const but = detail === 'all' ? `, ${word} for ${namesOf(no)}${sizes(no, true)}` : '';
    return `true for ${namesOf(yes)}${trueSizes}${but}`;
  }
  const but = detail === 'all' ? `, ${word} at ${no.length}${sizes(no, true)}` : '';
  return `true at ${yes.length} of ${counted(measured.length, 'point')}${trueSizes}${but}`;
}

/** What a strip says, in one clause: `true up to 1 notification per poll (2.6–5.1×)`. */
export function stripInWords(strip: Strip, detail: Detail = 'all'): string {
  const sides = sidesOf(strip);
  const { yes, no, open, measured } = sides;
  if (measured.length === 0) return 'not measured';
  if (open.length === measured.length) return 'not decided';
  if (yes.length > 0 && no.length > 0) return mixedInWords(strip, sides, detail);
  const decided = [...yes, ...no];
  const sizes = detail === 'none' ? '' : inBrackets(sizesInWords(decided, strip.unit));
  const word = yes.length > 0 ? 'true' : wordOf(no);
  if (open.length > 0 && strip.per === null && decided.length <= MOST_NAMED) {
    return `${word} for ${namesOf(decided)}${sizes}`;
  }
  if (open.length > 0) return `${word} at ${decided.length} of ${counted(measured.length, 'point')}${sizes}`;
  if (decided.length === 1) return `${word}${sizes}`;
  return `${word === 'not true' ? 'never true' : `${word} everywhere`}${sizes}`;
}

/** Clauses that stay the same if the points of several strips are taken together. */
const COMMON = ['true', 'true everywhere', 'reversed', 'reversed everywhere', 'not true', 'never true'];
const isCommon = (clause: string) => [...COMMON, 'not decided', 'not measured'].includes(clause);

/** The clauses of several strips; those that say the same are named together. */
function clausesOf(strips: readonly Strip[], detail: Detail): string[] {
  const groups = Map.groupBy(strips, strip => {
    const clause = stripInWords(strip, 'none');
    return isCommon(clause) ? `${clause} ${strip.unit}` : strip;
  });
  return [...groups.values()].map(own => {
    const [first] = own as [Strip];
    const together = { ...first, marks: own.flatMap(({ marks }) => marks) };
    return `${list(own.map(({ name }) => name))}: ${stripInWords(together, detail)}`;
  });
}

const wordsIn = (text: string) => text.split(/\s+/).length;

/** The first of these texts that is short enough, or the last. */
export const fitting = (texts: readonly string[]): string =>
  texts.find(text => wordsIn(text) <= MOST_WORDS) ?? texts.at(-1) ?? '';

/**
 * What the points of a claim say, in one sentence of at most `MOST_WORDS` words. Sizes are left out
 * where it would be longer.
 */
export function sentenceOf(strips: readonly Strip[]): string {
  const [only] = strips;
  const details = (['all', 'true', 'none'] as const).slice(strips.length > 1 ? 1 : 0);
  const texts = details.map(detail =>
    strips.length === 1 && only ? stripInWords(only, detail) : clausesOf(strips, detail).join('; '),
  );
  return `${capital(fitting(texts))}.`;
}
