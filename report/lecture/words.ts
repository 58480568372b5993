import { PRACTICAL_EQUALITY } from '../../analysis/statistics/paired-ratios.ts';
import { counted, figure, given, range } from '../text/format.ts';
import type { Guess } from './guess.ts';
import type { NumberQuestion, Place } from './round.ts';
import { type NumberScore, type PlaceScore, placesOff } from './score.ts';

/** `2`, or `1–2` where the run does not decide. */
export const placeInWords = ({ from, to }: Pick<Place, 'from' | 'to'>): string =>
  from === to ? String(from) : `${from}–${to}`;

/** How far a guessed order is off. */
export function orderInWords(scores: readonly PlaceScore[]): string {
  const off = placesOff(scores);
  if (off === null) return 'No order was guessed.';
  if (off === 0) return 'Your order agrees with the measurement.';
  return `Your order is off by ${counted(off, 'place')}, all transports together.`;
}

/** How far a guessed value is off. */
export function factorInWords({ factor, side }: NumberScore): string {
  if (side === 'within') return 'Your guess lies within the range over the blocks.';
  if (factor <= 1 + PRACTICAL_EQUALITY)
    return `Your guess is within ${given(PRACTICAL_EQUALITY * 100)}% of it.`;
  return side === 'too high'
    ? `Your guess is ${figure(factor)} times the measured value.`
    : `The measured value is ${figure(factor)} times your guess.`;
}

/** `1.04 ms (1.00–1.08)` */
export function measuredInWords({ measured, min, max }: NumberQuestion): string {
  return min === max ? measured : `${measured} (${range(min, max)})`;
}

/** A number has at most so many digits that are exact. */
const typed = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 15 });

/** All digits of a number; one with dozens of zeros as `1e+30`. */
const digitsOf = (value: number): string =>
  value >= 1e-6 && value < 1e15 ? typed.format(value) : String(value);

/** A guessed value with all of its digits and its unit, or that there is none. */
export const guessInWords = (guess: Guess, unit: string): string =>
  typeof guess === 'number' ? `${digitsOf(guess)}\u00a0${unit}` : 'no guess';
