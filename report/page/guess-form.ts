import type { Transport } from '../../scenarios/load/transport.ts';
import { clicked, isComplete, numberIn } from '../lecture/guess.ts';
import { offered, renderFields } from '../lecture/guess-view.ts';
import type { Round } from '../lecture/round.ts';
import { goOn, type Prediction, predictionOf } from './predictions.ts';

/** Shows an order on its buttons: the place before each name. */
function showOrder(field: Element, order: readonly Transport[]): void {
  for (const button of field.querySelectorAll<HTMLButtonElement>('[data-transport]')) {
    const place = order.indexOf(button.dataset.transport as Transport) + 1;
    button.setAttribute('aria-pressed', String(place > 0));
    const number = button.querySelector('b');
    if (number) number.textContent = place > 0 ? `${place}.` : '';
  }
}

function showReady(form: Element, round: Round, { guesses }: Prediction): void {
  const go = form.querySelector<HTMLButtonElement>('[data-go="on"]');
  const isReady = round.questions.every((question, index) => isComplete(question, guesses[index] ?? null));
  if (go) go.disabled = !isReady;
}

/**
 * Fills an element with the fields for a guess of a chart. `onDone` is called once its theory may
 * be shown.
 */
export function fillGuessForm(form: HTMLElement, round: Round, onDone: () => void): void {
  const prediction = predictionOf(round);
  const { guesses } = prediction;
  form.innerHTML = renderFields(round).text;
  for (const [index, question] of round.questions.entries()) {
    const field = form.querySelector<HTMLElement>(`[data-question="${index}"]`);
    if (!field) continue;
    const guess = guesses[index] ?? null;
    if (question.kind === 'number') {
      const input = field.querySelector('input');
      if (input && typeof guess === 'number') input.value = String(guess);
      input?.addEventListener('input', () => {
        guesses[index] = numberIn(input.value);
        showReady(form, round, prediction);
      });
      // A click on a disabled button does nothing.
      input?.addEventListener('keydown', ({ key }) => {
        if (key === 'Enter') form.querySelector<HTMLButtonElement>('[data-go="on"]')?.click();
      });
      continue;
    }
    let order: readonly Transport[] = Array.isArray(guess) ? guess : [];
    showOrder(field, order);
    for (const button of field.querySelectorAll<HTMLButtonElement>('[data-transport]')) {
      button.addEventListener('click', () => {
        order = clicked(order, button.dataset.transport as Transport, offered(question));
        guesses[index] = order;
        showOrder(field, order);
        showReady(form, round, prediction);
      });
    }
  }
  showReady(form, round, prediction);
  for (const button of form.querySelectorAll<HTMLButtonElement>('[data-go]')) {
    button.addEventListener('click', () => {
      goOn(round);
      onDone();
    });
  }
}
