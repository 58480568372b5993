import { renderCheck } from '../parts/check.ts';
import { renderTable } from '../parts/table.ts';
import { breakEvenOf } from '../planner/break-even.ts';
import { breakEvenSpec } from '../planner/break-even-chart.ts';
import { FIRST_INPUT, type PlanInput } from '../planner/controls.ts';
import { notesOf } from '../planner/notes.ts';
import { type PlannerData, planOf } from '../planner/plan.ts';
import { hashOf, inputOf, PLAN_ID } from '../planner/state.ts';
import { breakEvenTable, planTable } from '../planner/tables.ts';
import { answerInWords, BREAK_EVEN_TITLE, breakEvenInWords } from '../planner/words.ts';
import type { Markup } from '../text/html.ts';
import { changeSpec } from './drawing.ts';
import { listenToForm } from './plan-form.ts';

/** Browsers refuse to write more than about three hashes a second for long. */
const HASH_PAUSE_MS = 400;

function setText(id: string, text: string): void {
  const element = document.getElementById(id);
  // What reads itself aloud must not do so again for nothing.
  if (element && element.textContent !== text) element.textContent = text;
}

function setMarkup(id: string, markup: readonly Markup[]): void {
  const element = document.getElementById(id);
  if (element) element.innerHTML = markup.map(({ text }) => text).join('');
}

/** Replaces the rows of the table in a box and leaves the rest: the box may be scrolled, or have the focus. */
function setRows(id: string, { text }: Markup): void {
  const made = document.createElement('template');
  made.innerHTML = text;
  const rows = made.content.querySelector('tbody');
  if (rows) document.getElementById(id)?.querySelector('tbody')?.replaceWith(rows);
}

/** Puts other numbers into the planner's chart. */
function changeChart(input: PlanInput, { model, transitMs }: PlannerData): void {
  const canvas = document.getElementById('plan-chart') as HTMLCanvasElement | null;
  if (!canvas) return;
  const points = breakEvenOf(input, model, transitMs);
  const summary = breakEvenInWords(points);
  setText('plan-summary', summary);
  canvas.setAttribute('aria-label', `${BREAK_EVEN_TITLE}. ${summary}`);
  changeSpec(canvas, breakEvenSpec(points, input.eventsPerUserHour));
}

/** Writes a hash once it has rested for a moment, unless the reader has followed a link meanwhile. */
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

/** Brings the planner to life where the report has one: numbers from the form or from the hash, and all that follows from them. */
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
    setMarkup('plan-notes', notesOf(plan).map(renderCheck));
    setRows('plan-figures', renderTable(planTable(plan)));
    setRows('plan-costs', renderTable(breakEvenTable(input, model, transitMs)));
    document.getElementById('plan-link')?.setAttribute('href', hashOf(input));
    changeChart(input, data);
  }
  function change(next: PlanInput): void {
    input = next;
    writeHash(hashOf(next));
    // Once a frame, however many events a slider fires in it.
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(show);
  }
  const showNumbers = listenToForm(form, (name, value) => change({ ...input, [name]: value }));
  /** Shows the numbers of a link, and the planner itself. */
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
