import type { RecordedSession } from '../../results/format/recorded-session.ts';
import type { SpreadKind } from '../comparison/session-spread.ts';
import { isPositive, type MetricId } from '../comparison/transports.ts';
import { median } from '../statistics/paired-ratios.ts';
import { type RecordedLogs, recordedComparisons, recordedValues } from './recorded-comparisons.ts';
import { alikeIn } from './same-servers.ts';

/** What is predicted: ratios of two transports or values of one, of one metric at one point. */
export type Predicted = Omit<RecordedLogs, 'logs'> & { baseline?: string };

/** The log of what a session measured beside a value; null where it did not. */
export type Covariate = (session: RecordedSession, predicted: Predicted) => number | null;

/** A reference workload: its median in the session. Below a clock's resolution it has no log. */
export const workload =
  (name: string): Covariate =>
  ({ workloads }) => {
    const value = workloads?.[name] ?? null;
    return isPositive(value) ? Math.log(value) : null;
  };

/**
 * The TCP floor's own value of the metric at the point, as the median of its blocks. Ratios to the
 * floor have none: they follow their own denominator in any case.
 */
export const floor: Covariate = ({ cells }, { scenario, point, metric, baseline }) => {
  if (baseline === 'tcp-floor') return null;
  const own = cells.find(
    cell => cell.transport === 'tcp-floor' && cell.scenario === scenario && cell.point === point,
  );
  const middle = median((own?.values[metric] ?? []).filter(isPositive));
  return middle === null ? null : Math.log(middle);
};

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;

/** A smaller share of a sum of squares is rounding: then all others have the same covariate. */
const ROUNDING = 1e-12;

/** A value that sessions have in common: the log of the median of each session's blocks. */
export interface Place {
  predicted: Predicted;
  values: readonly { session: RecordedSession; value: number }[];
}

/** What of a metric sessions have in common, all kinds or one. They measured in the same way. */
export function placesOf(
  metric: MetricId,
  of: 'values' | 'ratios',
  sessions: readonly RecordedSession[],
  only?: SpreadKind,
): Place[] {
  const byId = new Map(sessions.map(session => [session.id, session]));
  const recordedIn = of === 'values' ? recordedValues : recordedComparisons;
  return alikeIn(metric, sessions)
    .flatMap((group): RecordedLogs[] => recordedIn(group, metric))
    .filter(({ kind }) => only === undefined || kind === only)
    .map(({ logs, ...predicted }) => ({
      predicted,
      values: [...logs].map(([id, own]) => ({
        session: byId.get(id) as RecordedSession,
        value: median(own) as number,
      })),
    }));
}

/** How far sessions lie from what the others predict, as a root mean square of logs. */
export interface Prediction {
  /** By the mean of the other sessions alone. */
  withoutRms: number;
  /** By that mean and the covariate's value in the session. */
  withRms: number;
  predicted: number;
}

/** How far a session lies from the mean of the others in a place, and its covariate from theirs. */
interface Deviation {
  session: RecordedSession;
  covariate: number;
  value: number;
  /** n/(n − 1): how many times the distance from all n is the distance from the others' mean. */
  fromOthers: number;
}

function deviationsIn({ predicted, values }: Place, covariate: Covariate): Deviation[] {
  const seen = values.flatMap(({ session, value }) => {
    const own = covariate(session, predicted);
    return own === null ? [] : [{ session, covariate: own, value }];
  });
  const count = seen.length;
  if (count < 3) return [];
  const [x, y] = [mean(seen.map(one => one.covariate)), mean(seen.map(one => one.value))];
  return seen.map(one => ({
    session: one.session,
    covariate: one.covariate - x,
    value: one.value - y,
    fromOthers: count / (count - 1),
  }));
}

/**
 * Whether a covariate explains how sessions differ: each session in turn is predicted from the
 * others, without the covariate and with it (leave-one-out cross-validation; Stone, J. R. Stat.
 * Soc. B 36, 1974). All places have one slope by least squares, and each a mean of its own. Both
 * are learnt without the session that is predicted: what it adds to the sums is taken from them.
 * Places count that three sessions have, with the covariate. Null where there are none.
 */
export function predictionBy(covariate: Covariate, places: readonly Place[]): Prediction | null {
  const deviations = places.flatMap(place => deviationsIn(place, covariate));
  if (deviations.length === 0) return null;
  const products = sum(deviations.map(one => one.covariate * one.value));
  const squares = sum(deviations.map(one => one.covariate ** 2));
  const slopes = new Map(
    [...Map.groupBy(deviations, ({ session }) => session)].map(([session, own]) => {
      const left = squares - sum(own.map(one => one.fromOthers * one.covariate ** 2));
      const ownProducts = sum(own.map(one => one.fromOthers * one.covariate * one.value));
      return [session, left > ROUNDING * squares ? (products - ownProducts) / left : 0];
    }),
  );
  const rms = (errorOf: (one: Deviation) => number) =>
    Math.sqrt(mean(deviations.map(one => (one.fromOthers * errorOf(one)) ** 2)));
  return {
    withoutRms: rms(({ value }) => value),
    withRms: rms(one => one.value - (slopes.get(one.session) ?? 0) * one.covariate),
    predicted: deviations.length,
  };
}
