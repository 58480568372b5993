import { addressIn } from '../lecture/deck.ts';
import type { Round } from '../lecture/round.ts';
import { anchor } from '../text/html.ts';
import { addGuessPanel, type GuessPanel } from './guess-panel.ts';
import { lectureData } from './lecture-data.ts';
import { forgetPredictions } from './predictions.ts';

/** A scenario without a chart: its theory is hidden all the same, and its values can be guessed. */
function withoutChart(section: Element, group: string, questions: Round['questions']): Round {
  const text = (selector: string) => section.querySelector(selector)?.textContent?.trim() ?? '';
  return {
    id: group,
    group,
    title: text('h2'),
    chartTitle: '',
    question: text('.question'),
    theory: text('.prediction p'),
    sentences: [],
    spec: { kind: 'settings', xAxis: '', unit: '', logarithmic: false, labels: [], lines: [] },
    questions,
  };
}

/** A panel for every scenario that was measured. */
function addPanels(): GuessPanel[] {
  const lecture = lectureData();
  const rounds = Map.groupBy(lecture.rounds, ({ group }) => anchor('scenario', group));
  const others = Map.groupBy(lecture.withoutChart, ({ group }) => anchor('scenario', group));
  return [...document.querySelectorAll<HTMLElement>('.scenario:has(> .measured)')].map(section => {
    const id = section.querySelector('h2')?.id ?? '';
    const [first, further] = rounds.get(id) ?? [];
    const questions = others.get(id)?.[0]?.questions ?? [];
    return addGuessPanel(section, first ?? withoutChart(section, id, questions), further);
  });
}

/** Connects the buttons that show the results of sections without anything to guess. */
function connectReveals(): void {
  for (const button of document.querySelectorAll('.reveal button')) {
    button.addEventListener('click', () => {
      const section = button.closest('section');
      section?.classList.add('revealed');
      // The button disappears: the focus moves to the revealed results.
      const shown = section?.querySelector<HTMLElement>('.measured');
      shown?.setAttribute('tabindex', '-1');
      shown?.focus({ preventScroll: true });
    });
  }
}

/**
 * For teaching: hides theory and results until the class has predicted them. The switch hides all;
 * each scenario then shows its own theory and results, step by step. `report.html?predict` starts
 * with the switch on, and so does the address of a slide that hides its chart. Returns a function
 * that shows what was guessed elsewhere.
 */
export function startPredictFirst(): () => void {
  const box = document.querySelector<HTMLInputElement>('#predict-first');
  if (!box) return () => {};
  // The switch is visible only with this script.
  box.closest<HTMLElement>('[hidden]')?.removeAttribute('hidden');
  const root = document.documentElement;
  let panels: GuessPanel[] | null = null;
  const show = () => {
    if (!box.checked) return;
    panels ??= addPanels();
    for (const panel of panels) panel.show();
  };
  const apply = () => {
    root.toggleAttribute('data-predict', box.checked);
    for (const section of document.querySelectorAll('.revealed')) section.classList.remove('revealed');
    forgetPredictions();
    show();
  };
  box.checked =
    new URLSearchParams(location.search).has('predict') || addressIn(location.hash)?.predict === true;
  connectReveals();
  apply();
  box.addEventListener('change', apply);
  return show;
}
