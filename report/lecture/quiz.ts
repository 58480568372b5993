import type { ClaimFigure, ClaimVerdict } from '../../analysis/claims/claims.ts';
import type { Run } from '../../results/format/run.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import { rangeOf, withUnit } from '../text/format.ts';

export const QUIZ_ANSWERS = ['true', 'false', 'it depends'] as const;
export type QuizAnswer = (typeof QUIZ_ANSWERS)[number];

/** The answer that each verdict means; a claim without one is no question. */
const RIGHT: Partial<Record<ClaimVerdict['verdict'], QuizAnswer>> = {
  holds: 'true',
  refuted: 'false',
  'holds if': 'it depends',
};

/** A value behind a verdict, ready to show. */
export interface QuizValue {
  label: string;
  transport: Transport | null;
  value: string;
  /** The 95% interval of a ratio, or the range over the blocks. */
  interval: string;
  place: string;
}

/** One claim as a question. */
export interface QuizQuestion {
  id: string;
  claim: string;
  right: QuizAnswer;
  /** The condition under which it holds; null unless the answer is `it depends`. */
  condition: string | null;
  because: string;
  /** Some of the values, from the smallest to the largest. */
  values: QuizValue[];
  /** How many values there are in all. */
  valueCount: number;
}

/** The largest number of values that a slide shows. */
const MOST_VALUES = 6;

/**
 * At most `count` of a list, evenly spread over it, with both ends. Ratios of claims go from one
 * side of 1 to the other: the ends say more than the first few.
 */
export function spreadOut<One>(all: readonly One[], count: number): One[] {
  if (all.length <= count) return [...all];
  const step = (all.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, index) => all[Math.round(index * step)] as One);
}

function placeOf({ scenarios }: Run, { scenario, point }: ClaimFigure): string {
  const own = scenarios.find(({ id }) => id === scenario);
  const label = own?.points.find(({ id }) => id === point)?.label ?? point;
  return [own?.title ?? scenario, label].filter(Boolean).join(': ');
}

/** Empty without one, and where it reads like the value. */
function intervalOf({ value, lower, upper }: ClaimFigure): string {
  if (lower === null || upper === null) return '';
  return rangeOf({ value, min: lower, max: upper });
}

const isRatio = ({ unit }: ClaimFigure) => unit === '×';

/**
 * The values to show: of one label, because only these can be compared; ratios, where the claim has
 * any, and of those the label that has most. From the smallest to the largest.
 */
function shownOf(run: Run, figures: readonly ClaimFigure[]): QuizValue[] {
  const told = figures.some(isRatio) ? figures.filter(isRatio) : figures;
  const [most = []] = [...Map.groupBy(told, ({ label }) => label).values()].toSorted(
    (a, b) => b.length - a.length,
  );
  return spreadOut(
    most.toSorted((a, b) => a.value - b.value),
    MOST_VALUES,
  ).map(one => ({
    label: one.label,
    transport: one.transport,
    value: withUnit(one.value, one.unit),
    interval: intervalOf(one),
    place: placeOf(run, one),
  }));
}

/** The claims that a run judged, as questions in their order. */
export const quizOf = (run: Run, claims: readonly ClaimVerdict[]): QuizQuestion[] =>
  claims.flatMap(({ id, claim, verdict, condition, because, figures }) => {
    const right = RIGHT[verdict];
    if (right === undefined) return [];
    const values = shownOf(run, figures);
    return [{ id, claim, right, condition, because, values, valueCount: figures.length }];
  });

/** How a quiz went. */
export interface Tally {
  questions: number;
  answered: number;
  right: number;
  /** The claims that were answered wrongly, with both answers. */
  wrong: { id: string; claim: string; given: QuizAnswer; right: QuizAnswer }[];
}

/** Counts the first answer to each question. */
export function tallyOf(
  questions: readonly Pick<QuizQuestion, 'id' | 'claim' | 'right'>[],
  answers: ReadonlyMap<string, QuizAnswer>,
): Tally {
  const given = questions.flatMap(question => {
    const answer = answers.get(question.id);
    return answer === undefined ? [] : [{ ...question, given: answer }];
  });
  const wrong = given.filter(one => one.given !== one.right);
  return {
    questions: questions.length,
    answered: given.length,
    right: given.length - wrong.length,
    wrong: wrong.map(({ id, claim, given: answer, right }) => ({ id, claim, given: answer, right })),
  };
}
