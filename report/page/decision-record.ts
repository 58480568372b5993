import { RECORD_ID } from '../planner/state.ts';
import {
  type Choice,
  linkFaults,
  needsOf,
  numbersOf,
  type PlannerPart,
  recordHash,
  systemIn,
  systemOf,
} from '../record/choice.ts';
import { decisionRecord } from '../record/decision-record.ts';
import type { RecordDocument } from '../record/document.ts';
import type { RecordFacts } from '../record/facts.ts';
import { recordFileName } from '../record/file-name.ts';
import { recordMarkdown } from '../record/markdown.ts';
import { preselected } from '../record/preselected.ts';
import { renderRecord } from '../sections/decision-record.ts';
import { copyText } from './clipboard.ts';
import { downloadText } from './download.ts';
import { printOnly } from './print.ts';

const textOf = (id: string): string | null => document.getElementById(id)?.textContent ?? null;

/** The address of this page; of a file on a disk its name, without its folders. */
function address(): string {
  const { origin, protocol, pathname, search } = location;
  return protocol === 'file:' ? (pathname.split('/').at(-1) ?? '') : `${origin}${pathname}${search}`;
}

/** The day on the reader's clock: `2026-11-28`. */
function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/**
 * Starts the decision record if the report has one: it follows the planner's numbers and the boxes
 * of the needs, and is copied, saved or printed.
 */
export function startDecisionRecord(): void {
  const form = document.querySelector<HTMLFormElement>('#record-form');
  const page = document.getElementById('record-page');
  const factsText = textOf('record-data');
  if (!form || !page || factsText === null) return;
  const facts = JSON.parse(factsText) as RecordFacts;
  const plannerText = textOf('plan-data');
  const planner = plannerText === null ? null : (JSON.parse(plannerText) as PlannerPart);
  const boxes = [...form.querySelectorAll<HTMLInputElement>('input[name="need"]')];
  const buttons = [...form.querySelectorAll<HTMLButtonElement>('[data-record]')];
  // The planner keeps its numbers in the link that it offers.
  const planLink = document.getElementById('plan-link');
  const status = form.querySelector('[role="status"]');
  // Until the reader chooses, the needs follow the planner's events.
  let isChosen = false;
  /** The needs that fit the planner's numbers, as far as the boxes have followed them. */
  let fitting: string[] = [];
  const ownNeeds = document.getElementById('record-own-needs');

  const systemField = form.querySelector<HTMLInputElement>('input[name="system"]');
  /** What the link that was followed lacks, until the reader chooses. */
  let faults: string[] = [];

  const choice = (): Choice => ({
    system: systemOf(systemField?.value ?? ''),
    needs: boxes.filter(({ checked }) => checked).map(({ value }) => value),
    input: planner && numbersOf(planLink?.getAttribute('href') ?? ''),
  });
  const made = (): RecordDocument => {
    const own = choice();
    return decisionRecord(facts, planner, own, { link: `${address()}${recordHash(own)}`, day: today() });
  };
  const fold = form.closest('details');
  let isStale = true;
  const fittingNow = () => preselected(facts.needs, choice().input?.eventsPerUserHour ?? null);
  /**
   * Checks the needs that fit the numbers. What the reader chose stays, unless the numbers change
   * so much that they decide otherwise on this need.
   */
  function preselect(): void {
    if (!planner) return;
    const next = fittingNow();
    for (const box of boxes) {
      const fits = next.includes(box.value);
      if (!isChosen || fits !== fitting.includes(box.value)) box.checked = fits;
    }
    fitting = next;
  }
  /** Forgets what the reader chose. */
  function followNumbers(): void {
    isChosen = false;
    update();
  }
  function show(): void {
    isStale = false;
    showValidity();
    const isOwn = planner !== null && boxes.some(box => box.checked !== fitting.includes(box.value));
    ownNeeds?.toggleAttribute('hidden', !isOwn);
    if (page) page.innerHTML = renderRecord(made()).text;
    document.getElementById('record-link')?.setAttribute('href', recordHash(choice()));
    if (status) status.textContent = '';
  }
  // What is folded away is computed when it is needed: a slider changes the numbers at each step.
  function update(): void {
    isStale = true;
    preselect();
    if (fold?.open) show();
  }
  /** While a field of the planner is not valid, no record is handed out. */
  function showValidity(): void {
    const isInvalid = document.getElementById('plan-results')?.matches('.stale') ?? false;
    const hasNumbers = !document.getElementById('plan-results')?.hidden;
    const text = !isInvalid
      ? faults.join(' ')
      : hasNumbers
        ? 'A number of the planner is not valid. This record is for the last valid numbers.'
        : 'A number of the planner is not valid, so there is no record yet.';
    const place = document.getElementById('record-invalid');
    if (place && place.textContent !== text) place.textContent = text;
    page?.toggleAttribute('hidden', !hasNumbers);
    document.getElementById('record-link')?.toggleAttribute('hidden', isInvalid);
    for (const button of buttons) button.disabled = isInvalid;
  }
  const showIfStale = () => {
    if (isStale) show();
  };
  /** The needs of a link; the planner follows its numbers by itself. */
  function follow(): void {
    const needs = needsOf(location.hash);
    if (needs === null) return;
    isChosen = true;
    const known = boxes.map(({ value }) => value);
    faults = linkFaults(location.hash, known, planner !== null);
    if (planner) fitting = fittingNow();
    for (const box of boxes) box.checked = needs.includes(box.value);
    if (systemField) systemField.value = systemIn(location.hash);
    update();
  }

  const actions: Record<string, () => void | Promise<void>> = {
    copy: () => copyText(recordMarkdown(made())),
    save: () => downloadText(recordFileName(facts.run, choice()), 'text/markdown', recordMarkdown(made())),
    print: () => printOnly(RECORD_ID),
  };
  for (const button of buttons) {
    button.addEventListener('click', async () => {
      let outcome = 'done';
      try {
        await actions[button.dataset.record ?? '']?.();
      } catch (error) {
        outcome = (error as Error).message;
      }
      if (status) status.textContent = outcome;
    });
  }
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('change', ({ target }) => {
    if (target !== systemField) isChosen = true;
    faults = [];
    show();
  });
  ownNeeds?.querySelector('button')?.addEventListener('click', followNumbers);
  const planForm = document.getElementById('plan-form');
  planForm?.addEventListener('input', () => {
    faults = [];
    showValidity();
  });
  planForm?.addEventListener('reset', followNumbers);
  if (planLink) new MutationObserver(update).observe(planLink, { attributeFilter: ['href'] });
  const results = document.getElementById('plan-results');
  if (results) new MutationObserver(showValidity).observe(results, { attributeFilter: ['class', 'hidden'] });
  addEventListener('hashchange', follow);
  fold?.addEventListener('toggle', showIfStale);
  addEventListener('beforeprint', showIfStale);
  form.hidden = false;
  preselect();
  follow();
  showValidity();
}
