import type { Verdict } from '../../analysis/statistics/paired-ratios.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { compareBy, type Measure } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { type Entry, rank } from '../model/rank.ts';

/** The first and the last place that a run allows; place 1 has the least. */
interface Allowed {
  from: number;
  to: number;
}

/**
 * The places that the run allows each entry: after all that are decided to have less, and before
 * all that are decided to have more. `verdictOf` compares the first argument with the second.
 */
export function placesOf<One>(
  entries: readonly One[],
  verdictOf: (one: One, other: One) => Verdict,
): Allowed[] {
  return entries.map(one => {
    const verdicts = entries.filter(other => other !== one).map(other => verdictOf(one, other));
    const below = verdicts.filter(verdict => verdict === 'more').length;
    const above = verdicts.filter(verdict => verdict === 'less').length;
    return { from: 1 + below, to: entries.length - above };
  });
}

/** A transport with its value and its places. */
export type Placed = Entry & Allowed;

const validOf = (view: PointView, transport: Transport) =>
  view.transports.find(one => one.transport === transport)?.valid ?? [];

/** How two transports of a point compare in a measure: the first with the second. */
export const verdictAt = (view: PointView, measure: Measure, one: Transport, other: Transport): Verdict =>
  compareBy(validOf(view, one), validOf(view, other), measure).verdict;

/** The transports under test of a point, lowest value first; null where they are not compared. */
export function placedAt(view: PointView, measure: Measure, preset: Preset): Placed[] | null {
  const outcome = rank(view, measure, preset);
  if (outcome.kind === 'not-compared') return null;
  const entries = [outcome.first, ...outcome.rivals]
    .map(({ transport, spread }): Entry => ({ transport, spread }))
    .toSorted((a, b) => a.spread.value - b.spread.value);
  const places = placesOf(entries, (one, other) => verdictAt(view, measure, one.transport, other.transport));
  return entries.map((entry, index) => ({ ...entry, ...(places[index] ?? { from: 1, to: entries.length }) }));
}
