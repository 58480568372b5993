import { nameOf, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import type { Cell } from '../charts/spec.ts';
import { swatch } from '../parts/swatch.ts';
import { renderTable } from '../parts/table.ts';
import { NOTHING } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { type Guess, isComplete } from './guess.ts';
import type { NumberQuestion, OrderQuestion, Question, Round } from './round.ts';
import { scoreNumber, scoreOrder } from './score.ts';
import { factorInWords, guessInWords, measuredInWords, orderInWords, placeInWords } from './words.ts';

/** The transports of a question in the order of legends: that of the values is the answer. */
export function offered({ places }: OrderQuestion): Transport[] {
  const asked = new Set(places.map(({ transport }) => transport));
  return TRANSPORTS.filter(transport => asked.has(transport));
}

const orderField = (question: OrderQuestion, index: number): Markup =>
  html`<fieldset data-question="${index}"><legend>${question.text}</legend>
<p class="detail">Click the transports in this order; click one again to take it out.</p>
<p class="chips">${offered(question).map(
    transport =>
      html`<button type="button" data-transport="${transport}" aria-pressed="false"><b></b> ${swatch(transport)} ${nameOf(transport)}</button> `,
  )}</p></fieldset>`;

const numberField = ({ text }: NumberQuestion, index: number): Markup =>
  html`<p data-question="${index}"><label>${text}: <input type="text" inputmode="decimal" autocomplete="off"></label></p>`;

/** The fields for a guess of a chart, and the buttons that go on. */
export function renderFields({ questions }: Pick<Round, 'questions'>): Markup {
  if (questions.length === 0) {
    return html`<p>Nothing here is one order or one number. Say what you expect.</p>
<p><button type="button" data-go="on">Show the theory</button></p>`;
  }
  return html`${questions.map((question, index) =>
    question.kind === 'order' ? orderField(question, index) : numberField(question, index),
  )}
<p><button type="button" data-go="on" disabled>Guess, and show the theory</button> <button type="button" data-go="without">Go on without a guess</button></p>`;
}

/** `isNamed`: says above the table what it is of, as another order is beside it. */
function comparedOrder(question: OrderQuestion, guess: Guess, isNamed: boolean): Markup {
  const scores = scoreOrder(Array.isArray(guess) ? guess : [], question.places);
  const { measuredTitle, isModelled } = question;
  const rows = scores.map((score): Cell[] => [
    { transport: score.transport },
    score.guessed === null ? NOTHING : String(score.guessed),
    placeInWords(score),
    score.off === null ? NOTHING : String(score.off),
    { value: score.value, detail: score.detail },
    ...(isModelled ? [score.model ? { value: score.model.value, detail: score.model.what } : NOTHING] : []),
  ]);
  return html`<p>${isNamed && `${question.text}. `}${orderInWords(scores)}</p>
${renderTable({
  caption: `${question.text}; small: the range over the blocks. A range of places is not decided`,
  columns: [
    'Transport',
    'You',
    'Place',
    'Off by',
    `${measuredTitle}, measured`,
    ...(isModelled ? ['By theory'] : []),
  ],
  rows,
})}`;
}

function comparedNumber(question: NumberQuestion, guess: Guess): Markup {
  const how = typeof guess === 'number' ? ` ${factorInWords(scoreNumber(guess, question))}` : '';
  return html`<p>${question.text}. You: ${guessInWords(guess, question.unit)}. Measured: ${measuredInWords(question)}.${how}</p>`;
}

/** A guess that is not complete counts as none. */
const compared = (question: Question, given: Guess, isNamed: boolean): Markup => {
  const guess = isComplete(question, given) ? given : null;
  return question.kind === 'order'
    ? comparedOrder(question, guess, isNamed)
    : comparedNumber(question, guess);
};

/** Theory in a few sentences. */
export const renderTheoryText = ({ theory }: Pick<Round, 'theory'>): Markup =>
  html`<div class="theory"><h3>Theory</h3><p>${theory}</p></div>`;

/** Each guess beside the measured values, and how far off it is. */
export function renderCompared({ questions }: Round, guesses: readonly Guess[]): Markup {
  const isNamed = questions.filter(({ kind }) => kind === 'order').length > 1;
  return html`<div class="guess-result"><h3>Your guess and the measurement</h3>${questions.map((question, index) => compared(question, guesses[index] ?? null, isNamed))}</div>`;
}
