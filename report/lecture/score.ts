import type { Transport } from '../../scenarios/load/transport.ts';
import type { NumberQuestion, Place } from './round.ts';

/** How far a guessed place is from the places that the run allows. */
export interface PlaceScore extends Place {
  /** 1 for the least; null where it was not guessed. */
  guessed: number | null;
  /** 0 within the allowed places; null without a guess. */
  off: number | null;
}

/** A guessed order compared with the measured one, lowest measured value first. */
export function scoreOrder(guess: readonly Transport[], places: readonly Place[]): PlaceScore[] {
  return places.map(place => {
    const at = guess.indexOf(place.transport);
    if (at === -1) return { ...place, guessed: null, off: null };
    const guessed = at + 1;
    return { ...place, guessed, off: Math.max(place.from - guessed, guessed - place.to, 0) };
  });
}

/**
 * The places by which an order is off, all transports together; null where some were not guessed.
 */
export function placesOff(scores: readonly PlaceScore[]): number | null {
  if (scores.some(({ off }) => off === null)) return null;
  return scores.reduce((sum, { off }) => sum + Number(off), 0);
}

/** A guessed value compared with the measured one. */
export interface NumberScore {
  /** The larger divided by the smaller, at least 1. */
  factor: number;
  /** `within`: in the range over the blocks. */
  side: 'within' | 'too high' | 'too low';
}

/** Throws a RangeError unless the guess is finite and above 0: it would have no factor. */
export function scoreNumber(
  guess: number,
  { value, min, max }: Pick<NumberQuestion, 'value' | 'min' | 'max'>,
): NumberScore {
  if (!(guess > 0 && Number.isFinite(guess)))
    throw new RangeError(`${guess} is not a finite number above 0, so it has no factor`);
  const factor = Math.max(guess / value, value / guess);
  if (guess >= min && guess <= max) return { factor, side: 'within' };
  return { factor, side: guess > value ? 'too high' : 'too low' };
}
