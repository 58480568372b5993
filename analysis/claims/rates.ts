import type { Load } from '../../scenarios/load/load.ts';
import type { Finding } from './verdict.ts';
import { capital, digits, list, span, timesSpan } from './words.ts';

/** Notifications per second to one subscriber; null for a trace, which has its own times. */
export function ratePerSubscriber({ arrivals, audience, subscribers }: Load): number | null {
  if (arrivals.kind === 'none') return 0;
  if (arrivals.kind === 'trace' || audience.kind === 'trace') return null;
  const total = arrivals.kind === 'burst' ? arrivals.size / arrivals.everySeconds : arrivals.ratePerSecond;
  if (audience.kind === 'shared') return total;
  return audience.kind === 'own' ? total / subscribers : (total * audience.size) / subscribers;
}

/** Notifications per poll interval of short polling; null where unknown. */
export function notificationsPerInterval(load: Load): number | null {
  const rate = ratePerSubscriber(load);
  const intervalMs = load.transports['short-polling']?.intervalMs;
  return rate === null || intervalMs === undefined ? null : (rate * intervalMs) / 1000;
}

/** A finding at one point of a sweep. */
export interface Swept extends Finding {
  /** The value of the swept parameter; null where the point has none. */
  at: number | null;
  /** The size of the effect, such as a ratio. */
  size: number;
  label: string;
}

/** How a sweep is described. */
export interface SweepWords {
  /** A clause that ends before the place: `long polling takes more CPU than WebSocket`. */
  statement: string;
  /**
   * The subject of the statement, for a sweep without a decided point: `the CPU of long polling`.
   */
  subject: string;
  /** What the swept parameter is counted by: `second`. */
  per: string;
  /** Follows each size: ` times`. */
  of: string;
}

/** Up to this number, points are named; more points are counted. */
const MAX_NAMED = 3;

/** The sizes of some findings, in brackets: ` (0.2 to 0.7 times)`. */
const sizes = (findings: readonly Swept[], of: string) => {
  const values = findings.map(({ size }) => size);
  const what = /^ times ?(.*)$/.exec(of)?.[1];
  return ` (${what === undefined ? `${span(values)}${of}` : timesSpan(values, what)})`;
};

const isKnown = (at: number | null): at is number => at !== null;

/** `1 notification per second`, `10 notifications per second` */
const rate = (value: number, per: string) =>
  `${digits(value)} ${value === 1 ? 'notification' : 'notifications'} per ${per}`;

/** The last place of one side of a sweep, and the first of the other. */
interface Bound {
  /** On which side the statement holds: up to its end, or from it on. */
  yes: 'up to' | 'from';
  yesEnd: number;
  noEnd: number;
}

/**
 * The bound between the places at which a statement holds and those at which it does not; null
 * where they mix, or where one has no place. Expects at least one place on each side.
 */
export function boundBetween(yes: readonly (number | null)[], no: readonly (number | null)[]): Bound | null {
  const [yesAt, noAt] = [yes.filter(isKnown), no.filter(isKnown)];
  if (yesAt.length < yes.length || noAt.length < no.length) return null;
  const [yesMost, noLeast] = [Math.max(...yesAt), Math.min(...noAt)];
  if (yesMost < noLeast) return { yes: 'up to', yesEnd: yesMost, noEnd: noLeast };
  const [yesLeast, noMost] = [Math.min(...yesAt), Math.max(...noAt)];
  return yesLeast > noMost ? { yes: 'from', yesEnd: yesLeast, noEnd: noMost } : null;
}

/** The bound between the points that support the statement and those that do not, in words. */
function boundOf(yes: readonly Swept[], no: readonly Swept[], per: string) {
  const bound = boundBetween(
    yes.map(({ at }) => at),
    no.map(({ at }) => at),
  );
  if (bound === null) return null;
  const { yesEnd, noEnd } = bound;
  if (bound.yes === 'up to') {
    const upTo = yesEnd === 0 ? 'without notifications' : `at up to ${rate(yesEnd, per)}`;
    return { yes: upTo, no: `at ${yesEnd === 0 ? rate(noEnd, per) : digits(noEnd)} or more` };
  }
  return {
    yes: `at ${rate(yesEnd, per)} or more`,
    no: noEnd === 0 ? 'without notifications' : `at up to ${digits(noEnd)}`,
  };
}

const allOf = (count: number) =>
  count === 1 ? 'at the only point' : count === 2 ? 'at both points' : `at all ${count} points`;
const noneOf = (count: number) => (count === 1 ? 'at no point' : `at none of ${count} points`);
const countOf = (some: readonly Swept[], all: readonly Swept[]) =>
  `at ${some.length} of ${all.length} points`;
const namesOf = (some: readonly Swept[]) => `at ${list(some.map(({ label }) => `“${label}”`))}`;

interface Sides {
  yes: Swept[];
  no: Swept[];
  undecided: number;
}

function sidesOf(findings: readonly Swept[]): Sides {
  return {
    yes: findings.filter(({ supports }) => supports === true),
    no: findings.filter(({ supports }) => supports === false),
    undecided: findings.filter(({ supports }) => supports === null).length,
  };
}

/** Where the statement holds, and where it does not; `counted` may mark a number of points. */
function placesOf(
  findings: readonly Swept[],
  per: string,
  counted = (count: string) => count,
): { yes: string; no: string } {
  const { yes, no, undecided } = sidesOf(findings);
  if (no.length === 0) {
    return { yes: counted(undecided > 0 ? countOf(yes, findings) : allOf(yes.length)), no: '' };
  }
  const named = (some: readonly Swept[]) =>
    some.length > MAX_NAMED ? counted(countOf(some, findings)) : namesOf(some);
  return boundOf(yes, no, per) ?? { yes: named(yes), no: named(no) };
}

/**
 * Where in a sweep something holds, for a condition: `at up to 1 notification per second`. A mere
 * number of points stands in brackets: `(at 5 of 10 points)`. Expects at least one supporting
 * point.
 */
export const where = (findings: readonly Swept[], per: string): string =>
  placesOf(findings, per, count => `(${count})`).yes;

/**
 * The result of a sweep in one or two sentences. They give the points at which the statement holds
 * and those at which it does not, with the sizes, and the number of undecided points.
 */
export function sweepInWords(
  findings: readonly Swept[],
  { statement, subject, per, of }: SweepWords,
): string {
  const { yes, no, undecided } = sidesOf(findings);
  if (yes.length + no.length === 0) {
    const points = findings.length === 1 ? 'the only point' : `any of ${findings.length} points`;
    return `${capital(subject)}: not decided at ${points}.`;
  }
  const rest =
    undecided === 0
      ? ''
      : ` ${undecided === 1 ? '1 more point is' : `${undecided} more points are`} not decided.`;
  if (yes.length === 0) return `${statement} ${noneOf(no.length)}${sizes(no, of)}.${rest}`;
  const places = placesOf(findings, per);
  const but = no.length === 0 ? '' : `, but not ${places.no}${sizes(no, of)}`;
  return `${statement} ${places.yes}${sizes(yes, of)}${but}.${rest}`;
}
