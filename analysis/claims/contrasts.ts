import type { Run } from '../../results/format/run.ts';
import { inProse, type TestedTransport, TRAITS } from '../../scenarios/load/transport.ts';
import type { Verdict } from '../statistics/paired-ratios.ts';
import { type Contrast, contrast, type PointRef, type Quantity } from './claim-figures.ts';
import { notificationsPerInterval, ratePerSubscriber, type Swept } from './rates.ts';
import { alongAxis, comparedVerdict, factorOf, type Mark, plainMark, type Strip } from './strip.ts';
import {
  type Evidence,
  holdsIf,
  type Judgement,
  type JudgementWords,
  judged,
  notMeasured,
} from './verdict.ts';
import { digits, list } from './words.ts';

/** One transport against another, at all points at which both were measured. */
export interface Series {
  subject: TestedTransport;
  baseline: TestedTransport;
  quantity: Quantity;
  contrasts: Contrast[];
  /** The points that are meant to have both, but have no block with a value of both. */
  gaps: PointRef[];
}

/** Compares two transports by one quantity at each of these points. */
export function series(
  run: Run,
  places: readonly PointRef[],
  [subject, baseline]: readonly [TestedTransport, TestedTransport],
  quantity: Quantity,
): Series {
  const contrasts = places.flatMap(place => contrast(run, place, [subject, baseline], quantity) ?? []);
  const gaps = places.filter(
    place =>
      [subject, baseline].every(transport => transport in place.load.transports) &&
      !contrasts.some(one => one.place === place),
  );
  return { subject, baseline, quantity, contrasts, gaps };
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
    at: placeOnAxis(place, polled),
    size: ratio,
    label: place.label,
  }));
}

const isPolledByInterval = (polled: TestedTransport) => TRAITS[polled].delivery === 'short-polling';

/** The notification rate of a point, counted for `polled` as `swept` says. */
const placeOnAxis = ({ load }: PointRef, polled: TestedTransport): number | null =>
  isPolledByInterval(polled) ? notificationsPerInterval(load) : ratePerSubscriber(load);

/**
 * The points of a series as a strip along the notification rate, counted as in `swept`; without an
 * order if `polled` is null. `shortOf` names a point in a few words if it has no place on the axis.
 */
export function stripOf(
  { contrasts, gaps, subject, baseline, quantity }: Series,
  claimed: 'less' | 'more',
  polled: TestedTransport | null,
  name: string,
  shortOf: (place: PointRef) => string = ({ label }) => label,
): Strip {
  const named = (place: PointRef) => {
    const at = polled && placeOnAxis(place, polled);
    return { label: place.label, short: at === null ? shortOf(place) : digits(at), at };
  };
  const measured = contrasts.map(
    ({ place, verdict, ratio, sessions, figure: { lower, upper } }): Mark => ({
      ...named(place),
      verdict: comparedVerdict(verdict, claimed),
      ...factorOf({ ratio, lower, upper }, claimed),
      sessions: sessions.map(one => comparedVerdict(one.verdict, claimed)),
    }),
  );
  const missing = gaps.map(place => ({ ...plainMark('', 'not measured'), ...named(place) }));
  const [own, other] = [subject, baseline].map(inProse);
  return {
    name,
    per: polled && (isPolledByInterval(polled) ? 'poll' : 'second'),
    measure: `${quantity.label}, ${claimed === 'more' ? `${own} ÷ ${other}` : `${other} ÷ ${own}`}`,
    unit: '×',
    marks: alongAxis([...measured, ...missing]),
  };
}

/** What the notification rate is counted by for the same transport, as `where` needs it. */
export const perOf = (polled: TestedTransport): string =>
  isPolledByInterval(polled) ? 'poll interval' : 'second and subscriber';

/**
 * The cost of polling depends on the notification rate. Without a sweep of the rate, a verdict
 * covers the measured points only.
 */
const SWEEP = 'rate-sweep';

/** Whether all of these were measured over the sweep. */
const isSwept = (all: readonly Series[]): boolean =>
  all.every(({ contrasts }) => contrasts.some(({ place }) => place.scenario === SWEEP));

/** The condition for a claim that holds at every decided point of a run without the sweep. */
function onlyThere(all: readonly Series[]): string {
  const decided = all.flatMap(({ contrasts }) => contrasts.filter(({ verdict }) => verdict !== 'unresolved'));
  const labels = new Set(decided.map(({ place }) => `“${place.label}”`));
  return `the load is like that of ${list([...labels])}; the notification rate was not swept`;
}

/**
 * The judgement from the marks of all strips, for a claim on the cost of polling. It covers other
 * loads only where the run has the sweep.
 */
export function judgedOverRates(
  all: readonly Series[],
  evidence: Evidence,
  words: JudgementWords,
): Judgement {
  const judgement = judged(evidence, words);
  if (isSwept(all)) return judgement;
  switch (judgement.verdict) {
    case 'holds':
    case 'holds where decided':
      return holdsIf(onlyThere(all), evidence);
    case 'refuted':
    case 'refuted where decided':
      return notMeasured(`scenario ${SWEEP}`, evidence);
    default:
      return judgement;
  }
}
