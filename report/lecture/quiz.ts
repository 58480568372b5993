import type { ClaimVerdict } from '../../analysis/claims/claims.ts';
import type { PointVerdict, Strip } from '../../analysis/claims/strip.ts';
import type { OverPaths } from '../../analysis/claims/verdict.ts';
import { type PointQuestion, pointQuestionOf } from './quiz-points.ts';

export const QUIZ_ANSWERS = ['true', 'false', 'it depends'] as const;
export type QuizAnswer = (typeof QUIZ_ANSWERS)[number];

/** The answer that each verdict gives; a claim without one is no question. */
const RIGHT: Partial<Record<ClaimVerdict['verdict'], QuizAnswer>> = {
  holds: 'true',
  'holds where decided': 'true',
  refuted: 'false',
  'refuted where decided': 'false',
  'holds if': 'it depends',
};

/** One claim as a question. */
export interface QuizQuestion {
  id: string;
  claim: string;
  /** The answer that the verdict gives. */
  right: QuizAnswer;
  /** Another answer that counts as right, and why; null where there is none. */
  also: AlsoRight | null;
  /** Asked next where the claim depends: at which points it is true. Null where no points tell. */
  where: PointQuestion | null;
  /** What the run says of it, in one sentence. */
  sentence: string;
  /** The points that it is decided at. */
  strips: Strip[];
  /** The reason in a few sentences. */
  because: string;
  /** What the points over paths say of it, if the run has others as well. */
  overPaths?: OverPaths;
}

/** An answer that the verdict does not give, but that no decided point contradicts. */
export interface AlsoRight {
  answer: QuizAnswer;
  /** The number of points that this run measured and does not decide. */
  open: number;
}

/**
 * What else is right. Where some points are not decided, the claim may depend on them. Where it
 * holds if a condition is met, an answer that no decided point contradicts is right as well:
 * `true` if it is true at all decided points, `false` if at none.
 */
function alsoRight({ verdict, strips, overPaths }: ClaimVerdict): AlsoRight | null {
  const marks = [...strips, ...(overPaths?.strips ?? [])].flatMap(strip => strip.marks);
  const count = (...verdicts: PointVerdict[]) => marks.filter(mark => verdicts.includes(mark.verdict)).length;
  const open = count('not decided');
  if (verdict === 'holds where decided' || verdict === 'refuted where decided') {
    return { answer: 'it depends', open };
  }
  // What nobody measured may be what the claim depends on.
  if (verdict !== 'holds if' || count('not measured') > 0) return null;
  const [supporting, against] = [count('true'), count('reversed', 'not true')];
  if (supporting > 0 && against === 0) return { answer: 'true', open };
  return against > 0 && supporting === 0 ? { answer: 'false', open } : null;
}

/** Whether an answer counts as right. */
export const isRight = ({ right, also }: Pick<QuizQuestion, 'right' | 'also'>, answer: QuizAnswer): boolean =>
  answer === right || answer === also?.answer;

/** The claims that a run decided, as questions in their order. */
export const quizOf = (claims: readonly ClaimVerdict[]): QuizQuestion[] =>
  claims.flatMap(judged => {
    const { id, claim, verdict, sentence, strips, because, overPaths } = judged;
    const right = RIGHT[verdict];
    if (right === undefined) return [];
    const where = right === 'it depends' ? pointQuestionOf(strips) : null;
    const also = alsoRight(judged);
    return [{ id, claim, right, also, where, sentence, strips, because, ...(overPaths && { overPaths }) }];
  });

/** What was answered to one claim. */
export interface QuizGiven {
  answer: QuizAnswer;
  /** The indexes of the points marked as true; null before they were asked, or without points. */
  points: ReadonlySet<number> | null;
}

/** How a quiz went. */
export interface Tally {
  questions: number;
  answered: number;
  right: number;
  /** The points marked as true, and at how many of them the run says so. */
  points: { marked: number; right: number };
  /** The claims that were answered wrongly, with both answers. */
  wrong: { id: string; claim: string; given: QuizAnswer; right: QuizAnswer }[];
}

/** At how many of the marked points the run says true; a point without a mark does not count. */
export const rightPoints = ({ points }: PointQuestion, marked: ReadonlySet<number>): number =>
  points.filter(({ isTrue }, index) => isTrue && marked.has(index)).length;

/** Counts the first answer to each question, and the points marked. */
export function tallyOf(
  questions: readonly Pick<QuizQuestion, 'id' | 'claim' | 'right' | 'also' | 'where'>[],
  answers: ReadonlyMap<string, QuizGiven>,
): Tally {
  const given = questions.flatMap(question => {
    const one = answers.get(question.id);
    return one === undefined ? [] : [{ ...question, given: one }];
  });
  const wrong = given.filter(one => !isRight(one, one.given.answer));
  const marked = given.flatMap(({ where, given: { points } }) =>
    where && points ? [{ marked: points.size, right: rightPoints(where, points) }] : [],
  );
  return {
    questions: questions.length,
    answered: given.length,
    right: given.length - wrong.length,
    points: {
      marked: marked.reduce((sum, one) => sum + one.marked, 0),
      right: marked.reduce((sum, one) => sum + one.right, 0),
    },
    wrong: wrong.map(({ id, claim, given: { answer }, right }) => ({ id, claim, given: answer, right })),
  };
}
