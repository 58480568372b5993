import type { Load } from '../../scenarios/load/load.ts';
import { pathKindOf } from '../runs/paths.ts';
import type { Contrast } from './claim-figures.ts';
import { boundBetween, ratePerSubscriber } from './rates.ts';
import type { Finding } from './verdict.ts';
import { digits, list } from './words.ts';

/** A finding at one point over a path. */
export interface AtDistance extends Finding {
  /** The round trip of its path. */
  rttMs: number;
  /** Notifications per second to each subscriber; null where the load has no such rate. */
  perSecond: number | null;
}

/** A finding at a point; none where the load has no path. */
export const atDistance = (load: Load, supports: boolean | null): AtDistance[] =>
  load.path ? [{ rttMs: load.path.rttMs, perSecond: ratePerSubscriber(load), supports }] : [];

/** Whether the subject has less or more than the baseline, at the points of distance alone. */
export const atDistances = (contrasts: readonly Contrast[], wanted: 'less' | 'more'): AtDistance[] =>
  contrasts
    .filter(({ place: { load } }) => load.path && pathKindOf(load.path) === 'distance')
    .flatMap(({ place, verdict }) =>
      atDistance(place.load, verdict === 'unresolved' ? null : verdict === wanted),
    );

/** Each distance once, near before far; null where its points differ, or none is decided. */
function byDistance(findings: readonly AtDistance[]): { rttMs: number; supports: boolean | null }[] {
  return [...Map.groupBy(findings, ({ rttMs }) => rttMs)]
    .map(([rttMs, own]) => {
      const decided = new Set(own.map(one => one.supports).filter(supports => supports !== null));
      const [supports = null] = decided;
      return { rttMs, supports: decided.size === 1 ? supports : null };
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
 * The only rate at which something holds, where it holds at some of its distances: at each of them
 * alone or not at all. Null where several rates have it, or all points have the same rate.
 */
function onlyRateOf(findings: readonly AtDistance[]): number | null {
  const [rate = null, ...others] = new Set(
    findings.filter(({ supports }) => supports === true).map(({ perSecond }) => perSecond),
  );
  if (rate === null || others.length > 0) return null;
  const own = findings.filter(({ perSecond }) => perSecond === rate);
  const isOneRate = own.length === findings.length;
  const isMixed = byDistance(own).some(
    ({ rttMs, supports }) =>
      supports === null && own.some(one => one.rttMs === rttMs && one.supports === true),
  );
  return isOneRate || isMixed ? null : rate;
}

/**
 * At which distances something holds: `everywhere`, `from 80 ms on`, `up to 20 ms`, `at 20 and
 * 80 ms`, `at 80 ms with 10 a second`, `nowhere`, or `not decided`. A distance counts where its
 * decided points agree; if none does, `at 2 of 6 points`.
 */
export function whereInWords(findings: readonly AtDistance[]): string {
  const all = byDistance(findings);
  const yes = all.filter(({ supports }) => supports === true);
  const no = all.filter(({ supports }) => supports === false);
  const some = findings.filter(({ supports }) => supports === true);
  if (some.length === 0) return no.length === all.length ? 'nowhere' : 'not decided';
  const isDivided = some.some(({ rttMs }) => !yes.some(one => one.rttMs === rttMs));
  const rate = isDivided ? onlyRateOf(findings) : null;
  if (rate !== null) return `at ${distancesInWords(some)} with ${digits(rate)} a second`;
  if (yes.length === 0) return `at ${some.length} of ${findings.length} points`;
  if (yes.length === all.length) return 'everywhere';
  const places = (of: typeof all) => of.map(({ rttMs }) => rttMs);
  const bound = no.length === 0 ? null : boundBetween(places(yes), places(no));
  // An undecided distance within a side would be taken for a decided one.
  if (bound === null || yes.length + no.length < all.length) return `at ${distancesInWords(yes)}`;
  return bound.yes === 'from' ? `from ${digits(bound.yesEnd)} ms on` : `up to ${digits(bound.yesEnd)} ms`;
}
