import type { DeckName, Slide } from '../lecture/deck.ts';
import { renderCompared, renderTheoryText } from '../lecture/guess-view.ts';
import { QUIZ_ANSWERS, type QuizAnswer, type QuizQuestion, tallyOf } from '../lecture/quiz.ts';
import { renderAnswers, renderTally, renderVerdict } from '../lecture/quiz-view.ts';
import type { Round } from '../lecture/round.ts';
import { renderLegend } from '../parts/figure.ts';
import { html } from '../text/html.ts';
import { fillGuessForm } from './guess-form.ts';
import { lectureData } from './lecture-data.ts';
import { goOn, predictionOf } from './predictions.ts';
import { drawSlideChart } from './slide-chart.ts';

/** What a slide shows, and what it does with a key of its own. */
export interface SlideView extends Slide {
  /** Above the title, and the title. */
  where: string;
  title: string;
  /** Fills the slide. `again` shows the slide anew after its state changed. */
  fill(body: HTMLElement, predict: boolean, again: () => void): void;
  /** Goes on within the slide; false where there is nothing more to show. */
  goOn(predict: boolean): boolean;
  /** Draws its chart again, after a change of size or colours. */
  redraw?(body: HTMLElement): void;
  /** Answers a question by its number, from 1; false where it has no such answer. */
  answer?(number: number): boolean;
}

function drawIn(body: HTMLElement, { chartTitle, sentences, spec }: Round): void {
  const frame = body.querySelector<HTMLElement>('.slide-frame');
  if (frame) drawSlideChart(frame, `${chartTitle}. ${sentences.join(' ')}`, spec);
}

function chartSlide(round: Round): SlideView {
  const { id, group, title, chartTitle, question, sentences, spec } = round;
  return {
    id,
    group,
    where: `${title} · ${chartTitle}`,
    title: question,
    fill(body, predict, again) {
      const { stage, guesses } = predictionOf(round);
      const shown = predict ? stage : 'measurement';
      body.dataset.stage = shown;
      if (shown === 'guess') {
        body.innerHTML = html`<div class="slide-guess"></div>`.text;
        const form = body.querySelector<HTMLElement>('.slide-guess');
        if (form) fillGuessForm(form, round, again);
        return;
      }
      if (shown === 'theory') {
        body.innerHTML = renderTheoryText(round).text;
        return;
      }
      const isCompared = shown === 'compared';
      body.innerHTML = html`<div class="slide-chart">${renderLegend(spec)}<div class="slide-frame"></div>
${!isCompared && html`<p class="slide-sentences">${sentences.join(' ')}</p>`}</div>
${isCompared && html`<div class="slide-compared">${renderCompared(round, guesses)}${renderTheoryText(round)}</div>`}`.text;
      drawIn(body, round);
    },
    goOn: predict => predict && goOn(round),
    redraw: body => drawIn(body, round),
  };
}

/** The first answer to each claim counts. */
const answers = new Map<string, QuizAnswer>();

function claimSlide(question: QuizQuestion): SlideView {
  const { id, claim } = question;
  const answer = (number: number): boolean => {
    const given = QUIZ_ANSWERS[number - 1];
    if (given === undefined || answers.has(id)) return false;
    answers.set(id, given);
    return true;
  };
  return {
    id,
    group: id,
    where: `Claim ${id}: true, false, or does it depend?`,
    title: `“${claim}”`,
    fill(body, _predict, again) {
      const given = answers.get(id);
      body.innerHTML = (given ? renderVerdict(question, given) : renderAnswers()).text;
      for (const [index, button] of [...body.querySelectorAll('[data-answer]')].entries()) {
        button.addEventListener('click', () => {
          answer(index + 1);
          again();
        });
      }
    },
    goOn: () => false,
    answer,
  };
}

const scoreSlide = (questions: readonly QuizQuestion[]): SlideView => ({
  id: 'score',
  group: 'score',
  where: 'Claims as a quiz',
  title: 'The score',
  fill(body, _predict, again) {
    body.innerHTML = renderTally(tallyOf(questions, answers)).text;
    body.querySelector('[data-again]')?.addEventListener('click', () => {
      answers.clear();
      again();
    });
  },
  goOn: () => false,
});

/** The slides of a deck; empty if the page has nothing for it. */
export function slidesOf(deck: DeckName): SlideView[] {
  const { rounds, quiz } = lectureData();
  if (deck === 'slide') return rounds.map(chartSlide);
  return quiz.length > 0 ? [...quiz.map(claimSlide), scoreSlide(quiz)] : [];
}
