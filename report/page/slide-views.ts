import type { DeckName } from '../lecture/deck.ts';
import { renderCompared, renderTheoryText } from '../lecture/guess-view.ts';
import type { Conclusion } from '../lecture/lecture.ts';
import type { Round } from '../lecture/round.ts';
import { renderLegend } from '../parts/figure.ts';
import { html, type Markup } from '../text/html.ts';
import { fillGuessForm } from './guess-form.ts';
import { lectureData } from './lecture-data.ts';
import { goBack, goOn, predictionOf } from './predictions.ts';
import { quizSlides } from './quiz-slides.ts';
import { drawSlideChart } from './slide-chart.ts';
import type { SlideView } from './slide-view.ts';

function drawIn(body: HTMLElement, { chartTitle, sentences, spec }: Round): void {
  const frame = body.querySelector<HTMLElement>('.slide-frame');
  if (frame) drawSlideChart(frame, `${chartTitle}. ${sentences.join(' ')}`, spec);
}

/** What a chart shows: the answer in large letters, and what else is said below it. */
const saidOf = ([found = '', ...others]: readonly string[]): Markup =>
  html`<p class="slide-sentences"><span class="found">${found}</span> ${others.join(' ')}</p>`;

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
${!isCompared && saidOf(sentences)}</div>
${isCompared && html`<div class="slide-compared">${renderCompared(round, guesses)}${renderTheoryText(round)}</div>`}`.text;
      drawIn(body, round);
    },
    goOn: predict => predict && goOn(round),
    goBack: predict => predict && goBack(round),
    redraw: body => drawIn(body, round),
  };
}

/** The matrix of needs of this page, without what sorts it. */
function matrixCopy(): HTMLElement | null {
  const table = document.querySelector<HTMLElement>('.matrices > .scroll > table.matrix');
  const copy = (table?.cloneNode(true) as HTMLElement | undefined) ?? null;
  for (const button of copy?.querySelectorAll('th button') ?? []) button.replaceWith(...button.childNodes);
  return copy;
}

const answerSlide = ({ id, group, question, sentence }: Conclusion): SlideView => ({
  id,
  group,
  where: 'The answer of this run',
  title: question,
  fill(body) {
    body.innerHTML = html`<div class="slide-answer"><p class="headline">${sentence}</p></div>`.text;
    const matrix = matrixCopy();
    const legend = document.querySelector('.matrix-key')?.cloneNode(true);
    if (matrix && legend) body.firstElementChild?.append(matrix, legend);
  },
  goOn: () => false,
});

/** Those with these ids, in this order; unknown ids are left out. */
const chosen = <One extends { id: string }>(all: readonly One[], ids: readonly string[]): One[] =>
  ids.flatMap(id => all.find(one => one.id === id) ?? []);

/** Every chart, and the answer at the end. */
function chartSlides(): SlideView[] {
  const { rounds, conclusion } = lectureData();
  const last = conclusion
    ? [answerSlide(conclusion), ...(conclusion.picture ? [chartSlide(conclusion.picture)] : [])]
    : [];
  return [...rounds.map(chartSlide), ...last];
}

/**
 * The slides of a deck, or `only` some of them: each is then on the main line. Empty if the page
 * has nothing for it.
 */
export function slidesOf(deck: DeckName, only: readonly string[] | null): SlideView[] {
  if (deck === 'quiz') {
    const { quiz } = lectureData();
    return quizSlides(only ? chosen(quiz, only) : quiz);
  }
  const all = chartSlides();
  return only ? chosen(all, only).map(slide => ({ ...slide, group: slide.id })) : all;
}
