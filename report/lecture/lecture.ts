import type { ClaimVerdict } from '../../analysis/claims/claims.ts';
import type { Run } from '../../results/format/run.ts';
import { tradeoffFigure } from '../charts/tradeoff.ts';
import type { PointView } from '../model/point.ts';
import { hasFigure } from '../parts/figure.ts';
import { type QuizQuestion, quizOf } from './quiz.ts';
import type { Round } from './round.ts';
import { roundsOf } from './rounds.ts';

/** What a lecture needs of a run: charts to guess and to present, and claims as questions. */
export interface Lecture {
  rounds: Round[];
  quiz: QuizQuestion[];
}

/** The last slide: the answer of the run in a sentence, and the trade-off of one scenario. */
function conclusion(view: PointView, headline: string): Round | null {
  const figure = tradeoffFigure(view);
  if (!hasFigure(figure)) return null;
  return {
    id: 'answer',
    group: 'answer',
    title: 'The answer of this run',
    chartTitle: figure.title,
    question: 'Polling or WebSocket?',
    theory: '',
    sentences: [headline],
    spec: figure.spec,
    questions: [],
  };
}

/**
 * The lecture of a run. `headline` is its answer in words, and `pictured` the point whose trade-off
 * illustrates it; null where the run has none.
 */
export function lectureOf(
  run: Run,
  scenarios: readonly PointView[][],
  claims: readonly ClaimVerdict[],
  headline: string | null,
  pictured: PointView | null,
): Lecture {
  const last = headline && pictured ? conclusion(pictured, headline) : null;
  return {
    rounds: [...scenarios.flatMap(points => roundsOf(points, run)), ...(last ? [last] : [])],
    quiz: quizOf(claims),
  };
}
