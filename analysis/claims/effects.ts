import { fitting, placeOfTrue, sidesOf, sizesInWords } from './sentence.ts';
import type { Strip } from './strip.ts';
import { capital, list } from './words.ts';

/** How much a sentence says. */
interface Detail {
  /** What the sizes are of; may be empty. */
  effect: string;
  hasSizes: boolean;
  /** Where it is not true for a transport for which it is true elsewhere. */
  hasOthers: boolean;
}

/** `at all 7 points`, `at 5 of 10 points`, or `at 5` after another of the same 10 points. */
function placeOf(count: number, own: number, isKnown: boolean): string {
  if (own < count) return isKnown ? `at ${own}` : `at ${own} of ${count} points`;
  return count === 1 ? '' : `at all ${count} points`;
}

/** Where and for whom a claim is true, and how much that is. */
function trueInWords(strips: readonly Strip[], { effect, hasSizes }: Detail): string[] {
  const counts = new Set<number>();
  const own = strips.filter(strip => sidesOf(strip).yes.length > 0);
  const parts = own.map((strip, index) => {
    const { yes, measured } = sidesOf(strip);
    const count = measured.length;
    const sizes = hasSizes ? sizesInWords(yes, strip.unit) : '';
    const more = index === 0 && effect !== '' ? ` ${effect}` : '';
    const place = placeOfTrue(strip) ?? placeOf(count, yes.length, counts.has(count));
    counts.add(count);
    return `${place === '' ? '' : `${place} `}for ${strip.name}${sizes === '' ? '' : ` (${sizes}${more})`}`;
  });
  return parts.length === 0 ? [] : [`true ${list(parts)}`];
}

/** For whom it is not true: always where it is so at no point, else if there is room. */
function falseInWords(strips: readonly Strip[], { hasOthers, hasSizes }: Detail): string[] {
  return (['reversed', 'not true'] as const).flatMap(verdict => {
    const parts = strips.flatMap(strip => {
      const { yes, no, measured } = sidesOf(strip);
      const own = no.filter(one => one.verdict === verdict);
      if (own.length === 0 || (!hasOthers && yes.length > 0)) return [];
      const count = measured.length;
      const place = own.length < count ? `${placeOf(count, own.length, false)} ` : '';
      const sizes = hasSizes ? sizesInWords(own, strip.unit) : '';
      return [`${place}for ${strip.name}${sizes === '' ? '' : ` (${sizes})`}`];
    });
    return parts.length === 0 ? [] : [`${verdict} ${list(parts)}`];
  });
}

/** For whom nothing is decided, or measured. */
function openInWords(strips: readonly Strip[]): string[] {
  const named = (word: string, own: readonly Strip[]) =>
    own.length === 0 ? [] : [`${word} for ${list(own.map(({ name }) => name))}`];
  const measured = strips.filter(strip => sidesOf(strip).measured.length > 0);
  const isOpen = (strip: Strip) => sidesOf(strip).open.length === sidesOf(strip).measured.length;
  return [
    ...named('not decided', measured.filter(isOpen)),
    ...named(
      'not measured',
      strips.filter(strip => !measured.includes(strip)),
    ),
  ];
}

/**
 * For whom a claim is true, where, and by how much: `True at all 7 points for short polling
 * (140–7,100× the latency of WebSocket); not decided for long polling.` `effect` says what the
 * sizes are of, `more` follows. What makes it too long for a sentence is left out.
 */
export function effectsInWords(strips: readonly Strip[], effect: string, more = ''): string {
  const details: Detail[] = [
    { effect, hasSizes: true, hasOthers: true },
    { effect: '', hasSizes: true, hasOthers: true },
    { effect, hasSizes: true, hasOthers: false },
    { effect: '', hasSizes: true, hasOthers: false },
    { effect: '', hasSizes: false, hasOthers: false },
  ];
  const texts = details.map(detail =>
    [...trueInWords(strips, detail), ...falseInWords(strips, detail), ...openInWords(strips)].join('; '),
  );
  return `${capital(fitting(texts.map(text => `${text}${more}`)))}.`;
}
