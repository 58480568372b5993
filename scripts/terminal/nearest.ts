import { distance } from 'fastest-levenshtein';

/** One letter in so many may be wrong, missing or too much, as in cargo. */
const LETTERS_PER_ERROR = 3;
/** From so many letters on, the beginning of one name alone stands for it. */
const LEAST_BEGINNING = 3;

/**
 * The known name that a misspelt or unfinished one most likely means; undefined if none is near.
 */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  const name = typed.toLowerCase();
  const begun = known.filter(one => one.startsWith(name));
  if (name.length >= LEAST_BEGINNING && begun.length === 1) return begun[0];
  const mostErrors = Math.floor(name.length / LETTERS_PER_ERROR);
  const [best] = known
    .map(one => ({ one, errors: distance(name, one.toLowerCase()) }))
    .filter(({ errors }) => errors <= mostErrors)
    .toSorted((a, b) => a.errors - b.errors);
  return best?.one;
}
