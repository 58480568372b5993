import { nearest } from './nearest.ts';

/** Wrong use: the command prints one line and ends with exit code 2. */
export class UsageError extends Error {}

/**
 * The known name that `typed` stands for, in small letters or capitals, or by one of `aliases` (in
 * small letters). Otherwise the error names the nearest known one, or all.
 */
export function oneOf<const T extends string>(
  what: string,
  typed: string,
  known: readonly T[],
  aliases: Readonly<Record<string, string>> = {},
): T {
  const small = typed.toLowerCase();
  const alias = Object.hasOwn(aliases, small) ? aliases[small] : undefined;
  const found =
    known.find(name => name === typed) ??
    known.find(name => name.toLowerCase() === small) ??
    known.find(name => name === alias);
  if (found !== undefined) return found;
  const meant = nearest(typed, known);
  const right = meant === undefined ? `there are: ${known.join(', ')}` : `did you mean "${meant}"?`;
  throw new UsageError(`unknown ${what} "${typed}"; ${right}`);
}

/** Reads a number within bounds, both inclusive. */
export function numberIn(option: string, text: string, min: number, max: number, whole: boolean): number {
  const value = Number(text);
  const fits = text.trim() !== '' && value >= min && value <= max && (!whole || Number.isInteger(value));
  if (!fits)
    throw new UsageError(
      `${option} is "${text}"; it must be ${whole ? 'a whole number' : 'a number'} from ${min} to ${max}`,
    );
  return value;
}
