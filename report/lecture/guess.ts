import type { Transport } from '../../scenarios/load/transport.ts';
import type { Question } from './round.ts';

/** What was guessed for one question: transports in their order, or a number; null is none. */
export type Guess = readonly Transport[] | number | null;

/**
 * An order after a click on a transport: appended, or taken out again. With a single one left, it
 * can only be the last, and is appended too. A click on the last of a complete order leaves it
 * there: readers click all that they see.
 */
export function clicked(
  order: readonly Transport[],
  transport: Transport,
  all: readonly Transport[],
): Transport[] {
  if (order.length === all.length && transport === order.at(-1)) return [...order];
  if (order.includes(transport)) return order.filter(one => one !== transport);
  const longer = [...order, transport];
  const left = all.filter(one => !longer.includes(one));
  return left.length === 1 ? [...longer, ...left] : longer;
}

/** Commas between groups of three digits. */
const THOUSANDS = /^\d{1,3}(,\d{3})+(\.\d+)?$/;

/**
 * The number in a field; null unless it is finite and above 0. A comma is that of a fraction, as in
 * most of Europe, or stands between thousands.
 */
export function numberIn(text: string): number | null {
  const typed = text.trim();
  const value = Number(THOUSANDS.test(typed) ? typed.replaceAll(',', '') : typed.replace(',', '.'));
  return typed !== '' && value > 0 && Number.isFinite(value) ? value : null;
}

/** Whether a question is answered: an order of all transports, or a number. */
export function isComplete(question: Question, guess: Guess): boolean {
  if (question.kind === 'number') return typeof guess === 'number';
  return Array.isArray(guess) && guess.length === question.places.length;
}

/** What is shown of a chart so far; each stage shows what the one before hides. */
export type Stage = 'guess' | 'theory' | 'measurement' | 'compared';

/**
 * The stages of a chart in “predict first”. Without anything to guess there is nothing to compare;
 * without theory either, nothing is hidden.
 */
export function stagesOf({ questions, theory }: { questions: readonly Question[]; theory: string }): Stage[] {
  if (questions.length > 0) return ['guess', 'theory', 'measurement', 'compared'];
  return theory ? ['guess', 'theory', 'measurement'] : ['measurement'];
}
