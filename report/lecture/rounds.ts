import { capacityOf } from '../../analysis/claims/capacity.ts';
import type { Run } from '../../results/format/run.ts';
import { TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { curveFigure } from '../charts/curve.ts';
import { settingsFigure } from '../charts/settings.ts';
import type { ChartFigure } from '../charts/spec.ts';
import { axisOf } from '../model/axis.ts';
import { type Measure, metricsOf } from '../model/metric.ts';
import { apartByPath } from '../model/paths.ts';
import type { PointView } from '../model/point.ts';
import { hasFigure } from '../parts/figure.ts';
import { MOST_SETTINGS } from '../point/measured-answer.ts';
import { ownAnswer } from '../point/own-answer.ts';
import { answering, scenarioAnswer } from '../point/scenario-answer.ts';
import { measuresOf } from '../point/sweep.ts';
import { drawnQuestion } from './drawn-question.ts';
import { lowestInWords } from './lowest-words.ts';
import { capacityQuestions, questionsOf } from './questions.ts';
import type { Question, Round } from './round.ts';

/** A chart of a scenario, and what can be guessed of it. */
function roundOf(
  { scenario }: PointView,
  id: string,
  figure: ChartFigure,
  sentences: string[],
  questions: Question[],
  question = scenario.question,
): Round {
  const drawnLast = questions.length === 0 ? drawnQuestion(figure.spec) : null;
  return {
    id: `${scenario.id}.${id}`,
    group: scenario.id,
    title: scenario.title,
    chartTitle: figure.title,
    question,
    theory: scenario.prediction,
    sentences,
    spec: figure.spec,
    questions: drawnLast ? [drawnLast] : questions,
  };
}

/** The points in the order of their axis, or as they are; and their chart in one measure. */
function drawn(
  points: readonly PointView[],
  measure: Measure,
  preset: Preset,
): { views: PointView[]; figure: ChartFigure } {
  const axis = points.length > 1 ? axisOf(points) : null;
  return axis
    ? { views: axis.placed.map(({ view }) => view), figure: curveFigure(axis, measure, preset) }
    : { views: [...points], figure: settingsFigure(points, measure, preset) };
}

/** What a chart of one more measure shows; along an axis and at two points its summary. */
const saidOf = (
  points: readonly PointView[],
  measure: Measure,
  { spec, summary }: ChartFigure,
  preset: Preset,
) =>
  spec.kind === 'settings' && spec.labels.length !== 2 ? lowestInWords(points, measure, preset) : [summary];

/**
 * The pictures of an answer that no measure alone gives: they have slides of their own. Empty where
 * the picture of the measure is among them.
 */
function ownPictures(points: readonly PointView[], measure: Measure, run: Run): ChartFigure[] {
  const { pictures, others = [] } = ownAnswer(points, measure, run) ?? { pictures: null };
  const { title } = drawn(points, measure, run.run.preset).figure;
  const shown = [...(pictures ?? []), ...others].filter(hasFigure);
  return shown.some(picture => picture.title === title) ? [] : shown;
}

/** The rounds of points that are all over a path, or all without; `suffix` ends their ids. */
function partRounds(points: readonly PointView[], run: Run, suffix: string): Round[] {
  const [first] = points;
  const {
    sentences,
    pictures: [picture],
  } = scenarioAnswer(points, run);
  if (!first || !picture || !hasFigure(picture)) return [];
  if (first.scenario.search) {
    const capacities = TESTED_TRANSPORTS.flatMap(transport => capacityOf(run, transport) ?? []);
    return [roundOf(first, `capacity${suffix}`, picture, sentences, capacityQuestions(capacities))];
  }
  const own = answering(points);
  if (!own) return [];
  const others = measuresOf(points).filter(({ id }) => id !== own.id);
  const apart = ownPictures(points, own, run);
  const measured = [own, ...others].flatMap(measure => {
    const { views, figure } = drawn(points, measure, run.run.preset);
    if (!hasFigure(figure) || (figure.spec.kind === 'settings' && points.length > MOST_SETTINGS)) return [];
    const questions = questionsOf(views, measure, run.run.preset);
    const id = `${measure.id}${suffix}`;
    // Only one chart answers the question of the scenario.
    if (measure === own && apart.length === 0) return [roundOf(first, id, figure, sentences, questions)];
    const said = saidOf(points, measure, figure, run.run.preset);
    return [roundOf(first, id, figure, said, questions, figure.title)];
  });
  if (measured.length === 0) return [];
  const answers = apart.map((figure, index) => {
    const id = `answer${index > 0 ? `-${index + 1}` : ''}${suffix}`;
    return index === 0
      ? roundOf(first, id, figure, sentences, [])
      : roundOf(first, id, figure, [figure.summary], [], figure.title);
  });
  return [...answers, ...measured];
}

/**
 * What can be guessed of a scenario that has no chart, in what it costs or else in the measure that
 * answers its question. Empty where it has a chart, or nothing to guess.
 */
export function questionsWithoutChart(points: readonly PointView[], run: Run): Question[] {
  if (run.run.aa || run.run.preset === 'smoke' || roundsOf(points, run).length > 0) return [];
  const measure = metricsOf(points).find(({ isCpu }) => isCpu) ?? answering(points);
  return measure ? questionsOf(points, measure, run.run.preset) : [];
}

/**
 * The charts of one scenario that a class can guess, one at a time. The first answers the question
 * of the scenario: with a picture of its own, or with that of a measure. Each other shows one more
 * of its measures. Points over a path follow those without. Empty where nothing is compared.
 */
export function roundsOf(points: readonly PointView[], run: Run): Round[] {
  if (run.run.aa || run.run.preset === 'smoke') return [];
  return apartByPath(points).flatMap((part, index) => partRounds(part, run, index > 0 ? '.over-path' : ''));
}
