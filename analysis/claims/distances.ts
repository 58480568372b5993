import { boundBetween } from './rates.ts';
import type { Finding } from './verdict.ts';
import { digits, list } from './words.ts';

/** A finding at one point over a path. */
export interface AtDistance extends Finding {
  /** The round trip of its path. */
  rttMs: number;
}

/** Each distance once, near before far; null where its points differ, or one is not decided. */
function byDistance(findings: readonly AtDistance[]): AtDistance[] {
  return [...Map.groupBy(findings, ({ rttMs }) => rttMs)]
    .map(([rttMs, own]) => {
      const supports = new Set(own.map(one => one.supports));
      return { rttMs, supports: supports.size === 1 ? (own[0]?.supports ?? null) : null };
    })
    .toSorted((a, b) => a.rttMs - b.rttMs);
}

/** Round trips in ms, each once: `1, 20 and 80 ms`. */
export const distancesInWords = (all: readonly { rttMs: number }[]): string =>
  `${list([...new Set(all.map(({ rttMs }) => rttMs))].toSorted((a, b) => a - b).map(digits))} ms`;

/** The nearest and the farthest: `1–300 ms`, or `80 ms` if there is one. */
export function rangeInWords(all: readonly { rttMs: number }[]): string {
  const trips = all.map(({ rttMs }) => rttMs);
  const [least, most] = [Math.min(...trips), Math.max(...trips)];
  return least === most ? `${digits(most)} ms` : `${digits(least)}–${digits(most)} ms`;
}

/**
 * At which distances something holds: `everywhere`, `from 80 ms on`, `up to 20 ms`, `at 20 and
 * 80 ms`, `nowhere`, or `not decided`. A distance counts where all of its points agree; if none
 * does, `at 2 of 6 points`.
 */
export function whereInWords(findings: readonly AtDistance[]): string {
  const all = byDistance(findings);
  const yes = all.filter(({ supports }) => supports === true);
  const no = all.filter(({ supports }) => supports === false);
  if (yes.length === 0) {
    const some = findings.filter(({ supports }) => supports === true).length;
    if (some > 0) return `at ${some} of ${findings.length} points`;
    return no.length === all.length ? 'nowhere' : 'not decided';
  }
  if (yes.length === all.length) return 'everywhere';
  const places = (some: readonly AtDistance[]) => some.map(({ rttMs }) => rttMs);
  const bound = no.length === 0 ? null : boundBetween(places(yes), places(no));
  // An undecided distance within a side would be taken for a decided one.
  if (bound === null || yes.length + no.length < all.length) return `at ${distancesInWords(yes)}`;
  return bound.yes === 'from' ? `from ${digits(bound.yesEnd)} ms on` : `up to ${digits(bound.yesEnd)} ms`;
}
