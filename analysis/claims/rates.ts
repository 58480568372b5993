import type { Load } from '../../scenarios/load/load.ts';
import type { Finding } from './verdict.ts';
import { digits, list, span } from './words.ts';

/** Notifications that one subscriber gets in a second; null where a trace says. */
export function ratePerSubscriber({ arrivals, audience, subscribers }: Load): number | null {
  if (arrivals.kind === 'none') return 0;
  if (arrivals.kind === 'trace' || audience.kind === 'trace') return null;
  const total = arrivals.kind === 'burst' ? arrivals.size / arrivals.everySeconds : arrivals.ratePerSecond;
  if (audience.kind === 'shared') return total;
  return audience.kind === 'own' ? total / subscribers : (total * audience.size) / subscribers;
}

/** Notifications that fall into one interval of a short poller; null where unknown. */
export function newsPerInterval(load: Load): number | null {
  const rate = ratePerSubscriber(load);
  const intervalMs = load.transports['short-polling']?.intervalMs;
  return rate === null || intervalMs === undefined ? null : (rate * intervalMs) / 1000;
}

/** Something found at a place of a sweep. */
export interface Swept extends Finding {
  /** Where in the sweep; null where it has no place there. */
  at: number | null;
  /** What is said of the size of it, such as a ratio. */
  size: number;
  label: string;
}

/** More points than these are counted instead of named. */
const MOST_NAMED = 3;

/** The sizes of some findings, in brackets: ` (0.2 to 0.7 times)`. */
const sizes = (findings: readonly Swept[], of: string) => ` (${span(findings.map(({ size }) => size))}${of})`;

/** What is said where all points agree. */
function uniform(findings: readonly Swept[], points: string, of: string): string {
  return `${findings.length === 1 ? 'at one point' : points}${sizes(findings, of)}`;
}

/**
 * Says where in a sweep something holds: up to where, from where on, or at which points, with the sizes of what was found on
 * either side. `of` follows a size: ` times`. `per` follows a place: ` notifications an interval`.
 */
export function where(findings: readonly Swept[], per: string, of: string): string {
  const settled = findings.filter(({ supports }) => supports !== null);
  const open = findings.length - settled.length;
  const words = settledWhere(settled, per, of, open > 0 ? '' : 'all ');
  return `${words}${open === 0 ? '' : `, ${open} more not resolved`}`;
}

function settledWhere(settled: readonly Swept[], per: string, of: string, all: 'all ' | ''): string {
  const yes = settled.filter(({ supports }) => supports);
  const no = settled.filter(({ supports }) => !supports);
  if (settled.length === 0) return 'at no point';
  if (yes.length === 0)
    return settled.length === 1
      ? `not ${uniform(no, '', of)}`
      : uniform(no, `at none of ${no.length} points`, of);
  if (no.length === 0) return uniform(yes, `at ${all}${yes.length} points`, of);
  const sweptAt = (all: readonly Swept[]) => all.map(({ at }) => at);
  const known = (all: (number | null)[]): all is number[] => all.every(at => at !== null);
  const [yesAt, noAt] = [sweptAt(yes), sweptAt(no)];
  if (known(yesAt) && known(noAt)) {
    const [yesMost, noLeast] = [Math.max(...yesAt), Math.min(...noAt)];
    if (yesMost < noLeast) {
      return `up to ${digits(yesMost)}${per}${sizes(yes, of)}, not from ${digits(noLeast)} on${sizes(no, of)}`;
    }
    const [yesLeast, noMost] = [Math.min(...yesAt), Math.max(...noAt)];
    if (yesLeast > noMost) {
      return `from ${digits(yesLeast)}${per} on${sizes(yes, of)}, not up to ${digits(noMost)}${sizes(no, of)}`;
    }
  }
  const places = (all: readonly Swept[]) =>
    all.length > MOST_NAMED
      ? `${all.length} of ${settled.length} points`
      : list(all.map(({ label }) => `“${label}”`));
  return `at ${places(yes)}${sizes(yes, of)}, not at ${places(no)}${sizes(no, of)}`;
}
