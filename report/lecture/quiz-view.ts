import { renderStrips, verdictMark } from '../parts/strip.ts';
import { renderTable } from '../parts/table.ts';
import { capital, counted, integer } from '../text/format.ts';
import { anchor, html, type Markup } from '../text/html.ts';
import { POINT_VERDICTS } from '../words/claims.ts';
import { QUIZ_ANSWERS, type QuizAnswer, type QuizQuestion, type Tally } from './quiz.ts';

/** The three answers to a claim, each with its key. */
export const renderAnswers = (): Markup =>
  html`<p class="quiz-answers">${QUIZ_ANSWERS.map(
    (answer, index) =>
      html`<button type="button" data-answer="${answer}"><kbd>${index + 1}</kbd> ${capital(answer)}</button> `,
  )}</p>`;

/** The most strips that a slide has room for; the report has all. */
const MOST_STRIPS = 6;

/** The points that a verdict rests on, with the meaning of their marks. */
function stripsOf({ strips }: QuizQuestion): Markup | null {
  if (strips.length === 0) return null;
  const marks = POINT_VERDICTS.map(verdict => html`<span>${verdictMark(verdict)} ${verdict}</span> `);
  return html`${renderStrips(strips.slice(0, MOST_STRIPS))}
<p class="quiz-marks">Each mark is one point: ${marks}</p>`;
}

/** The verdict of the run on a claim, beside the answer that was given. */
export function renderVerdict(question: QuizQuestion, given: QuizAnswer): Markup {
  const { id, right, sentence, because, overPaths } = question;
  const isRight = given === right;
  return html`<p class="quiz-verdict ${isRight ? 'right' : 'wrong'}"><b>${isRight ? '✓ Right' : '✗ Not so'}</b>. You: ${given}. This run: ${right}.</p>
<p>${sentence}${overPaths && html` ${overPaths.sentence}`}</p>
${stripsOf(question)}
<p class="quiz-because">${because} <a href="#${anchor('claim', id)}">${id} in the report</a></p>`;
}

/** The score, and the claims that were answered wrongly. */
export function renderTally({ questions, answered, right, wrong }: Tally): Markup {
  return html`<p class="quiz-score">${integer(right)} of ${counted(answered, 'answer')} right</p>
<p>${answered < questions ? `${counted(questions - answered, 'claim')} without an answer. ` : ''}Answers stay in this page: nothing is sent or stored.</p>
${
  wrong.length > 0 &&
  renderTable(
    {
      caption: 'Answered differently than this run',
      columns: ['Claim', 'You', 'This run'],
      rows: wrong.map(one => [`${one.id}. ${one.claim}`, one.given, one.right]),
    },
    'texts',
  )
}
<p><button type="button" data-again>Start again</button></p>`;
}
