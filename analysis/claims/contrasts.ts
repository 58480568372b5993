import type { Run } from '../../results/format/run.ts';
import { type TestedTransport, TRAITS } from '../../scenarios/load/transport.ts';
import type { Verdict } from '../statistics/paired-ratios.ts';
import { type Contrast, contrast, type PointRef, type Quantity } from './claim-figures.ts';
import { notificationsPerInterval, ratePerSubscriber, type Swept } from './rates.ts';
import { list } from './words.ts';

/** One transport against another, at all points at which both were measured. */
export interface Series {
  subject: TestedTransport;
  baseline: TestedTransport;
  quantity: Quantity;
  contrasts: Contrast[];
}

/** Compares two transports by one quantity at each of these points. */
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
 * The findings of a series on the claim that its subject has `claimed` (less or more) of the
 * quantity. Each is placed by the notification rate: per poll interval if `polled` is short
 * polling, otherwise per second.
 */
export function swept({ contrasts }: Series, claimed: 'less' | 'more', polled: TestedTransport): Swept[] {
  const supports = (verdict: Verdict) => (verdict === 'unresolved' ? null : verdict === claimed);
  return contrasts.map(({ place, verdict, ratio }) => ({
    supports: supports(verdict),
    at:
      TRAITS[polled].delivery === 'short-polling'
        ? notificationsPerInterval(place.load)
        : ratePerSubscriber(place.load),
    size: ratio,
    label: place.label,
  }));
}

/** What the notification rate is counted by for the same transport, as `where` needs it. */
export const perOf = (polled: TestedTransport): string =>
  TRAITS[polled].delivery === 'short-polling' ? 'poll interval' : 'second and subscriber';

/**
 * The cost of polling depends on the notification rate. Without a sweep of the rate, a verdict
 * covers the measured points only.
 */
export const SWEEP = 'rate-sweep';

/** Whether all of these were measured over the sweep. */
export const isSwept = (all: readonly Series[]): boolean =>
  all.every(({ contrasts }) => contrasts.some(({ place }) => place.scenario === SWEEP));

/** The condition for a claim that holds at every point of a run without the sweep. */
export function onlyThere(all: readonly Series[]): string {
  const labels = new Set(all.flatMap(({ contrasts }) => contrasts.map(({ place }) => `“${place.label}”`)));
  return `the load is like that of ${list([...labels])}; the notification rate was not swept`;
}
