import type { Run } from '../../results/format/run.ts';
import type { TestedTransport } from '../../scenarios/load/transport.ts';
import type { Verdict } from '../statistics/paired-ratios.ts';
import { type Contrast, contrast, type PointRef, type Quantity } from './claim-figures.ts';
import { newsPerInterval, ratePerSubscriber, type Swept } from './rates.ts';
import { list } from './words.ts';

/** One transport against another, at all places at which both were measured. */
export interface Series {
  subject: TestedTransport;
  baseline: TestedTransport;
  quantity: Quantity;
  contrasts: Contrast[];
}

/** Compares two transports at each of these places by one quantity. */
export function series(
  run: Run,
  places: readonly PointRef[],
  [subject, baseline]: readonly [TestedTransport, TestedTransport],
  quantity: Quantity,
): Series {
  const contrasts = places.flatMap(place => contrast(run, place, [subject, baseline], quantity) ?? []);
  return { subject, baseline, quantity, contrasts };
}

/**
 * What a series says of the claim that its subject has `claimed` (less or more) of the quantity, placed by how often notifications come:
 * where `polled` polls shortly, by notifications an interval, else by notifications a second.
 */
export function swept({ contrasts }: Series, claimed: 'less' | 'more', polled: TestedTransport): Swept[] {
  const supports = (verdict: Verdict) => (verdict === 'unresolved' ? null : verdict === claimed);
  return contrasts.map(({ place, verdict, ratio }) => ({
    supports: supports(verdict),
    at: polled === 'short-polling' ? newsPerInterval(place.load) : ratePerSubscriber(place.load),
    size: ratio,
    label: place.label,
  }));
}

/** What follows a number in `where`, for the same transport. */
export const perOf = (polled: TestedTransport): string =>
  polled === 'short-polling' ? ' notifications an interval' : ' notifications a second to each subscriber';

/** How often news comes decides much of what polling costs: without a sweep of that, a verdict is of the points measured only. */
export const SWEEP = 'rate-sweep';

/** Whether any of these was measured over the sweep. */
export const isSwept = (all: readonly Series[]): boolean =>
  all.every(({ contrasts }) => contrasts.some(({ place }) => place.scenario === SWEEP));

/** The condition of what holds at every point of a run without the sweep. */
export function onlyThere(all: readonly Series[]): string {
  const labels = new Set(all.flatMap(({ contrasts }) => contrasts.map(({ place }) => `“${place.label}”`)));
  return `the load is like that of ${list([...labels])}; how often notifications come was not swept`;
}
