import type { ClaimVerdict } from '../../analysis/claims/claims.ts';
import type { Run } from '../../results/format/run.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { tradeoffFigure } from '../charts/tradeoff.ts';
import { type Measure, metricsOf } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { hasFigure } from '../parts/figure.ts';
import { questionsOfPoint } from './questions.ts';
import { type QuizQuestion, quizOf } from './quiz.ts';
import type { Round } from './round.ts';
import { questionsWithoutChart, roundsOf } from './rounds.ts';

/** The end of a presentation: the answer of the run above its matrix, then the trade-off. */
export interface Conclusion {
  id: string;
  /** The same for the slides of the answer: they follow each other. */
  group: string;
  question: string;
  /** The answer in words. */
  sentence: string;
  /** The trade-off of one scenario; null where the run has none. */
  picture: Round | null;
}

/** What a lecture needs of a run: charts to guess and to present, and claims as questions. */
export interface Lecture {
  rounds: Round[];
  /** What can be guessed of scenarios without a chart, by their ids. */
  withoutChart: Pick<Round, 'group' | 'questions'>[];
  /** Null where the run decides no need. */
  conclusion: Conclusion | null;
  quiz: QuizQuestion[];
}

const QUESTION = 'Polling or WebSocket?';
const GROUP = 'answer';

/** What the trade-off shows: its two axes, and the area of its bubbles. */
const TRADED = ['p50', 'wire', 'bytes', 'cpu'];

/** The measures of the trade-off at a point; application bytes only where it has no others. */
function tradedAt(view: PointView): Measure[] {
  const known = metricsOf([view]);
  const measures = TRADED.flatMap(id => known.find(one => one.id === id) ?? []);
  return measures.some(({ id }) => id === 'wire') ? measures.filter(({ id }) => id !== 'bytes') : measures;
}

/** The trade-off of a point, as the last chart. */
function tradeoff(view: PointView, preset: Preset): Round | null {
  const figure = tradeoffFigure(view);
  if (!hasFigure(figure)) return null;
  return {
    id: `${GROUP}.trade-off`,
    group: GROUP,
    title: 'The answer of this run',
    chartTitle: figure.title,
    // The slide before it answers the question.
    question: figure.title,
    theory: view.scenario.prediction,
    sentences: [figure.summary],
    spec: figure.spec,
    questions: questionsOfPoint(view, tradedAt(view), preset),
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
  return {
    rounds: scenarios.flatMap(points => roundsOf(points, run)),
    withoutChart: scenarios.flatMap(points => {
      const [group, questions] = [points[0]?.scenario.id, questionsWithoutChart(points, run)];
      return group === undefined || questions.length === 0 ? [] : [{ group, questions }];
    }),
    conclusion:
      headline === null
        ? null
        : {
            id: GROUP,
            group: GROUP,
            question: QUESTION,
            sentence: headline,
            picture: pictured && tradeoff(pictured, run.run.preset),
          },
    quiz: quizOf(claims),
  };
}
