import { renderCheck } from '../parts/check.ts';
import { renderTable } from '../parts/table.ts';
import { breakEvenOf } from '../planner/break-even.ts';
import { breakEvenSpec } from '../planner/break-even-chart.ts';
import { FIRST_INPUT, type PlanInput } from '../planner/controls.ts';
import { notesOf } from '../planner/notes.ts';
import { type PlannerData, planOf } from '../planner/plan.ts';
import { hashOf, inputOf, PLAN_ID } from '../planner/state.ts';
import { breakEvenTable, planTable } from '../planner/tables.ts';
import { answerInWords, BREAK_EVEN_TITLE, breakEvenInWords, isFarBeyond } from '../planner/words.ts';
import type { Markup } from '../text/html.ts';
import { changeSpec } from './drawing.ts';
import { listenToForm } from './plan-form.ts';

/** Browsers reject more than about three hash changes per second over a longer time. */
const HASH_PAUSE_MS = 400;

function setText(id: string, text: string): void {
  const element = document.getElementById(id);
  // A live region must not announce an unchanged text again.
  if (element && element.textContent !== text) element.textContent = text;
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

/**
 * Starts the planner if the report has one: it reads numbers from form or hash and updates all
 * results.
 */
export function startPlanner(): void {
  const form = document.getElementById('plan-form') as HTMLFormElement | null;
  const text = document.getElementById('plan-data')?.textContent;
  if (!form || !text) return;
  const data = JSON.parse(text) as PlannerData;
  const { model, transitMs } = data;
  const writeHash = hashWriter();
  let input = inputOf(location.hash) ?? FIRST_INPUT;
  let frame = 0;

  function show(): void {
    const plan = planOf(input, model, transitMs);
    setText('plan-answer', answerInWords(plan, input));
    // An extrapolation must not look like a measurement.
    document.getElementById('plan-answer')?.parentElement?.classList.toggle('far', isFarBeyond(plan));
    setMarkup('plan-notes', notesOf(plan).map(renderCheck));
    setRows('plan-figures', renderTable(planTable(plan)));
    setRows('plan-costs', renderTable(breakEvenTable(input, model, transitMs)));
    document.getElementById('plan-link')?.setAttribute('href', hashOf(input));
    changeChart(input, data);
  }
  function change(next: PlanInput): void {
    input = next;
    writeHash(hashOf(next));
    // At most once per frame, however many events a slider fires.
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(show);
  }
  const showNumbers = listenToForm(form, (name, value) => change({ ...input, [name]: value }));
  /** Shows the numbers of a link and scrolls to the planner. */
  function follow(): void {
    const linked = inputOf(location.hash);
    if (!linked) return;
    input = linked;
    showNumbers(input);
    show();
    document.getElementById(PLAN_ID)?.scrollIntoView();
  }

  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('reset', () => {
    showNumbers(FIRST_INPUT);
    change(FIRST_INPUT);
  });
  addEventListener('hashchange', follow);
  form.hidden = false;
  if (inputOf(location.hash)) follow();
  else show();
}
