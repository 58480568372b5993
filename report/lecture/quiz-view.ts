import { renderStrips, verdictMark } from '../parts/strip.ts';
import { renderTable } from '../parts/table.ts';
import { capital, counted, integer } from '../text/format.ts';
import { anchor, html, type Markup } from '../text/html.ts';
import { POINT_VERDICTS } from '../words/claims.ts';
import {
  isRight,
  QUIZ_ANSWERS,
  type QuizAnswer,
  type QuizGiven,
  type QuizQuestion,
  rightPoints,
  type Tally,
} from './quiz.ts';
import type { PointQuestion, QuizPoint } from './quiz-points.ts';

/** The three answers to a claim, each with its key. */
export const renderAnswers = (): Markup =>
  html`<p class="quiz-answers">${QUIZ_ANSWERS.map(
    (answer, index) =>
      html`<button type="button" data-answer="${answer}"><kbd>${index + 1}</kbd> ${capital(answer)}</button> `,
  )}</p>`;

/** Why the answer to a claim is what it is, by the points of the run. */
function whyInWords({ right, also }: QuizQuestion): string {
  if (also?.answer === 'it depends') {
    const points = counted(also.open, 'point');
    return `It ${right === 'true' ? 'holds' : 'fails'} wherever the run decides it. “It depends” counts as well: ${points} not decided.`;
  }
  if (also) {
    const open = also.open > 0 ? `, and ${counted(also.open, 'point')} not decided` : '';
    return `“${capital(also.answer)}” counts as well: no decided point ${also.answer === 'true' ? 'speaks against' : 'supports'} it${open}.`;
  }
  if (right === 'it depends') return 'It is true under a condition only.';
  return right === 'true' ? 'It holds at all points.' : 'The run contradicts it.';
}

/** The verdict of the run: `true where decided` if some points leave it open. */
const saidOf = ({ right, also }: QuizQuestion): string =>
  also?.answer === 'it depends' ? `${right} where decided` : right;

/** Whether an answer counts as right, and why. */
function renderOutcome(question: QuizQuestion, answer: QuizAnswer): Markup {
  const counts = isRight(question, answer);
  return html`<p class="quiz-verdict ${counts ? 'right' : 'wrong'}"><b>${counts ? '✓ Right' : '✗ Not so'}</b>. You: ${answer}. This run: ${saidOf(question)}. ${whyInWords(question)}</p>`;
}

/** What the run says of a claim that nobody answered, and why. */
const renderUnanswered = (question: QuizQuestion): Markup =>
  html`<p class="quiz-verdict">This run: <b>${saidOf(question)}</b>. ${whyInWords(question)}</p>`;

/** Asks for the points at which a claim is true; `marked` are those marked so far. */
export function renderPointQuestion(
  question: QuizQuestion,
  { of, measure, points }: PointQuestion,
  answer: QuizAnswer,
  marked: ReadonlySet<number>,
): Markup {
  return html`${renderOutcome(question, answer)}
<fieldset class="quiz-where"><legend>At which points is it true${of && ` (${of})`}? Mark them. Compared by: ${measure}</legend>
<p class="chips">${points.map(
    ({ label }, index) =>
      html`<button type="button" data-point="${index}" aria-pressed="${String(marked.has(index))}"><kbd>${index + 1}</kbd> ${label}</button> `,
  )}</p></fieldset>
<p><button type="button" data-show>Show what this run says</button></p>`;
}

/** Of a point without a mark nobody said anything: it is neither right nor wrong. */
function renderPoint({ label, isTrue }: QuizPoint, isMarked: boolean): Markup {
  const verdict = html`${label}: <b>${isTrue ? 'true' : 'not true'}</b>`;
  if (!isMarked) return html`<li>· ${verdict}</li>`;
  return html`<li class="${isTrue ? 'right' : 'wrong'}">${isTrue ? '✓' : '✗'} ${verdict}</li>`;
}

/** The points of the run, with the marked ones checked. */
function renderPoints(where: PointQuestion, marked: ReadonlySet<number>): Markup {
  const { of, points } = where;
  const right =
    marked.size === 0
      ? 'No point marked'
      : `${integer(rightPoints(where, marked))} of ${counted(marked.size, 'marked point')} right`;
  return html`<p><b>${right}</b>${of && ` (${of})`}:</p>
<ul class="quiz-points">${points.map((point, index) => renderPoint(point, marked.has(index)))}</ul>`;
}

/** The most strips that a slide has room for; the report has all. */
const MOST_STRIPS = 6;

/** The points that a verdict rests on, with the meaning of their marks. */
function stripsOf({ strips }: QuizQuestion): Markup | null {
  if (strips.length === 0) return null;
  const marks = POINT_VERDICTS.map(verdict => html`<span>${verdictMark(verdict)} ${verdict}</span> `);
  return html`${renderStrips(strips.slice(0, MOST_STRIPS))}
<p class="quiz-marks">Each mark is one point: ${marks}</p>`;
}

/** The verdict of the run on a claim, beside what was answered; null is no answer. */
export function renderVerdict(question: QuizQuestion, given: QuizGiven | null): Markup {
  const { id, where, sentence, because, overPaths } = question;
  const points = given?.points ?? null;
  return html`${given ? renderOutcome(question, given.answer) : renderUnanswered(question)}
<p>${sentence}${overPaths && html` ${overPaths.sentence}`}</p>
${where && points ? renderPoints(where, points) : stripsOf(question)}
<p class="quiz-because">${because} <a href="#${anchor('claim', id)}">${id} in the report</a> <button type="button" data-redo>Answer${given && ' again'}</button></p>`;
}

/** The score, and the claims that were answered wrongly. */
export function renderTally({ questions, answered, right, points, wrong }: Tally): Markup {
  return html`<p class="quiz-score">${integer(right)} of ${counted(answered, 'answer')} right${points.marked > 0 && `, and ${integer(points.right)} of ${counted(points.marked, 'marked point')}`}</p>
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
<p><button type="button" data-again>Start again</button> <a href="#slide.answer">The answer of this run</a></p>`;
}
