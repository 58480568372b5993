import type { ClaimVerdict } from '../../analysis/claims/claims.ts';
import type { Strip } from '../../analysis/claims/strip.ts';
import type { OverPaths } from '../../analysis/claims/verdict.ts';

export const QUIZ_ANSWERS = ['true', 'false', 'it depends'] as const;
export type QuizAnswer = (typeof QUIZ_ANSWERS)[number];

/** The answer that each verdict means; a claim without one is no question. */
const RIGHT: Partial<Record<ClaimVerdict['verdict'], QuizAnswer>> = {
  holds: 'true',
  refuted: 'false',
  'holds if': 'it depends',
};

/** One claim as a question. */
export interface QuizQuestion {
  id: string;
  claim: string;
  right: QuizAnswer;
  /** What the run says of it, in one sentence. */
  sentence: string;
  /** The points that it is decided at. */
  strips: Strip[];
  /** The reason in a few sentences. */
  because: string;
  /** What the points over paths say of it, if the run has others as well. */
  overPaths?: OverPaths;
}

/** The claims that a run decided, as questions in their order. */
export const quizOf = (claims: readonly ClaimVerdict[]): QuizQuestion[] =>
  claims.flatMap(({ id, claim, verdict, sentence, strips, because, overPaths }) => {
    const right = RIGHT[verdict];
    const question = { id, claim, sentence, strips, because, ...(overPaths && { overPaths }) };
    return right === undefined ? [] : [{ ...question, right }];
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
