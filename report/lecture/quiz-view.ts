import { renderTable } from '../parts/table.ts';
import { capital, counted, integer } from '../text/format.ts';
import { anchor, html, type Markup } from '../text/html.ts';
import { QUIZ_ANSWERS, type QuizAnswer, type QuizQuestion, type Tally } from './quiz.ts';

/** The three answers to a claim, each with its key. */
export const renderAnswers = (): Markup =>
  html`<p class="quiz-answers">${QUIZ_ANSWERS.map(
    (answer, index) =>
      html`<button type="button" data-answer="${answer}"><kbd>${index + 1}</kbd> ${capital(answer)}</button> `,
  )}</p>`;

function valuesOf({ id, values, valueCount }: QuizQuestion): Markup | null {
  if (values.length === 0) return null;
  const [first] = values;
  const more = valueCount - values.length;
  return renderTable(
    {
      caption: `${capital(first?.label ?? '')}, from the smallest to the largest. Small print: the 95% interval of a ratio, or the range over the blocks${more > 0 ? `. ${counted(more, 'more value')} behind ${id} in the report` : ''}`,
      columns: ['Scenario and point', 'Transport', 'Value'],
      rows: values.map(({ place, transport, value, interval }) => [
        place,
        transport ? { transport } : 'all',
        { value, detail: interval },
      ]),
    },
    'figures',
  );
}

/** The verdict of the run on a claim, beside the answer that was given. */
export function renderVerdict(question: QuizQuestion, given: QuizAnswer): Markup {
  const { id, right, condition, because } = question;
  const isRight = given === right;
  return html`<p class="quiz-verdict ${isRight ? 'right' : 'wrong'}"><b>${isRight ? '✓ Right' : '✗ Not so'}</b>. You: ${given}. This run: ${right}.${condition && html` It holds if ${condition}.`}</p>
${valuesOf(question)}
<p class="quiz-because">${because}</p>
<p class="detail"><a href="#${anchor('claim', id)}">${id} in the report</a></p>`;
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
