import { randomInt } from 'node:crypto';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const LETTERS_AND_DIGITS = `${LETTERS}0123456789`;
const EPOCH_LENGTH = 6;

const oneOf = (characters: string) => characters.charAt(randomInt(characters.length));

/**
 * The name of a new epoch: a letter and five letters or digits, drawn at random. Two of them are
 * the same once in 1.6 billion draws. All have one length, so that the bytes of a cursor are
 * predictable.
 */
export function newEpoch(): string {
  let epoch = oneOf(LETTERS);
  while (epoch.length < EPOCH_LENGTH) epoch += oneOf(LETTERS_AND_DIGITS);
  return epoch;
}
