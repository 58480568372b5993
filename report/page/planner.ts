import { renderUnbrokenCheck } from '../parts/check.ts';
import { renderUnbrokenTable } from '../parts/table.ts';
import { answerInWords, furtherNumbersInWords, isFarBeyond } from '../planner/answer-words.ts';
import { breakEvenOf } from '../planner/break-even.ts';
import { breakEvenSpec } from '../planner/break-even-chart.ts';
import { BREAK_EVEN_TITLE, breakEvenInWords } from '../planner/break-even-words.ts';
import { checked, type PlanTexts, statusInWords, textsOf } from '../planner/checked.ts';
import { FIRST_INPUT, type PlanInput } from '../planner/controls.ts';
import { costBars } from '../planner/cost-bars.ts';
import { notesOf } from '../planner/notes.ts';
import { type PlannerData, planOf } from '../planner/plan.ts';
import { hashOf, PLAN_ID, textsIn } from '../planner/state.ts';
import { breakEvenTable, costPartsTable, planTable } from '../planner/tables.ts';
import { traceTexts } from '../planner/trace-texts.ts';
import type { Markup } from '../text/html.ts';
import { unbroken } from '../text/unbroken.ts';
import { changeSpec } from './drawing.ts';
import { listenToForm } from './plan-form.ts';

/** Browsers reject more than about three hash changes per second over a longer time. */
const HASH_PAUSE_MS = 400;

function setText(id: string, text: string): void {
  const element = document.getElementById(id);
  // A live region must not announce an unchanged text again.
  if (element && element.textContent !== text) element.innerHTML = unbroken(text).text;
}

function setMarkup(id: string, markup: readonly Markup[]): void {
  const element = document.getElementById(id);
  if (element) element.innerHTML = markup.map(({ text }) => text).join('');
}

/** Replaces only the rows of a table: its box keeps scroll position and focus. */
function setRows(id: string, { text }: Markup): void {
  const made = document.createElement('template');
  made.innerHTML = text;
  const rows = made.content.querySelector('tbody');
  if (rows) document.getElementById(id)?.querySelector('tbody')?.replaceWith(rows);
}

/** Updates the planner's chart for other numbers. */
function changeChart(input: PlanInput, { model, transitMs }: PlannerData): void {
  const canvas = document.getElementById('plan-chart') as HTMLCanvasElement | null;
  if (!canvas) return;
  const points = breakEvenOf(input, model, transitMs);
  const summary = breakEvenInWords(points);
  setText('plan-summary', summary);
  canvas.setAttribute('aria-label', `${BREAK_EVEN_TITLE}. ${summary}`);
  changeSpec(canvas, breakEvenSpec(points, input.eventsPerUserHour));
}

/**
 * Writes a hash after a short pause without changes, unless the reader has followed a link
 * meanwhile.
 */
function hashWriter(): (hash: string) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return hash => {
    const before = location.hash;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (location.hash === before) history.replaceState(history.state, '', hash);
    }, HASH_PAUSE_MS);
  };
}

/** Shows the plan for numbers: answer, notes, bars, tables and chart. */
function showPlan(input: PlanInput, data: PlannerData): void {
  const { model, transitMs } = data;
  const plan = planOf(input, model, transitMs);
  setText('plan-answer', answerInWords(plan, input));
  setText('plan-further', furtherNumbersInWords(input));
  // An extrapolation must not look like a measurement.
  document.getElementById('plan-answer')?.parentElement?.classList.toggle('far', isFarBeyond(plan));
  setMarkup('plan-notes', notesOf(plan).map(renderUnbrokenCheck));
  setMarkup('plan-bars', [costBars(plan)]);
  setRows('plan-parts', renderUnbrokenTable(costPartsTable(plan)));
  setRows('plan-figures', renderUnbrokenTable(planTable(plan)));
  setRows('plan-costs', renderUnbrokenTable(breakEvenTable(input, model, transitMs)));
  document.getElementById('plan-link')?.setAttribute('href', hashOf(input));
  changeChart(input, data);
}

/** A reader who types does not pause for longer within a number. */
const TYPING_PAUSE_MS = 700;

/**
 * Starts the planner if the report has one: it reads numbers from form or hash and updates all
 * results. While the reader types, a result waits for a pause. While a field is not valid, the
 * result of the numbers that were last entered stays, marked as such. After a link that is not
 * valid there is no result, until every field is valid.
 */
export function startPlanner(): void {
  const form = document.getElementById('plan-form') as HTMLFormElement | null;
  const results = document.getElementById('plan-results');
  const json = document.getElementById('plan-data')?.textContent;
  if (!form || !results || !json) return;
  const data = JSON.parse(json) as PlannerData;
  const writeHash = hashWriter();
  let texts = textsIn(location.hash) ?? textsOf(FIRST_INPUT);
  /** The numbers that were entered and valid; null after a link that never was. */
  let entered: PlanInput | null = textsIn(location.hash) ? null : FIRST_INPUT;
  let frame = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;
  const fields = listenToForm(form, (name, text, stage) => {
    texts = { ...texts, [name]: text };
    clearTimeout(pause);
    const isValid = mark();
    if (stage === 'done') enter();
    // Half a number is a number too: 1 of 1e9. It is shown after a pause, and not yet entered.
    else if (isValid) pause = setTimeout(() => show(checked(texts).input), TYPING_PAUSE_MS);
    else show(entered);
  });

  /** Marks the fields that are not valid, and says whose result is shown; true if all are valid. */
  function mark(): boolean {
    const now = checked(texts);
    fields.show(now);
    setText('plan-status', statusInWords(now, entered !== null));
    results?.classList.toggle('stale', now.input === null);
    results?.toggleAttribute('hidden', now.input === null && entered === null);
    return now.input !== null;
  }
  /** Shows the result for numbers and writes their link; nothing without numbers. */
  function show(input: PlanInput | null): void {
    if (input === null) return;
    writeHash(hashOf(input));
    // At most once per frame, however many events a slider fires.
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => showPlan(input, data));
  }
  function enter(): void {
    clearTimeout(pause);
    entered = checked(texts).input ?? entered;
    mark();
    show(entered);
  }
  function fill(next: PlanTexts): void {
    texts = next;
    fields.fill(texts);
    enter();
  }
  /** Shows the numbers of a link and scrolls to the planner. */
  function follow(): void {
    const linked = textsIn(location.hash);
    if (!linked) return;
    clearTimeout(pause);
    // Who follows another link is done with the fields.
    if (entered) entered = checked(texts).input ?? entered;
    texts = linked;
    fields.fill(texts);
    entered = checked(texts).input ?? entered;
    mark();
    if (entered) showPlan(entered, data);
    document.getElementById(PLAN_ID)?.scrollIntoView();
  }

  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('reset', event => {
    // The browser would reset the fields only after this.
    event.preventDefault();
    fill(textsOf(FIRST_INPUT));
  });
  for (const button of form.querySelectorAll<HTMLButtonElement>('[data-trace]')) {
    const trace = data.traces[Number(button.dataset.trace)];
    button.addEventListener('click', () => trace && fill({ ...texts, ...traceTexts(trace) }));
  }
  addEventListener('hashchange', follow);
  form.hidden = false;
  if (textsIn(location.hash)) follow();
  else showPlan(FIRST_INPUT, data);
}
