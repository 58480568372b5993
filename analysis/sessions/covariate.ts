import type { RecordedSession } from '../../results/format/recorded-session.ts';
import type { MetricId } from '../comparison/transports.ts';
import { median, momentsOf } from '../statistics/paired-ratios.ts';
import { type RecordedLogs, recordedComparisons, recordedValues } from './recorded-comparisons.ts';
import { alikeIn } from './same-servers.ts';

/** How far sessions lie from what the others predict, as a root mean square of logs. */
export interface Prediction {
  /** By the mean of the other sessions alone. */
  withoutRms: number;
  /** By that mean and the workload's value in the session. */
  withRms: number;
  predicted: number;
}

const mean = (values: readonly number[]) => momentsOf(values).mean;
const rms = (values: readonly number[]) => Math.sqrt(mean(values.map(value => value * value)));

interface Seen {
  session: string;
  /** The log of the workload's median in this session. */
  workload: number;
  /** The log of the median of the session's blocks. */
  value: number;
}

/** What the sessions saw in each place that at least three of them have. */
function placesOf(
  recorded: readonly RecordedLogs[],
  workloads: ReadonlyMap<string, number>,
): (readonly Seen[])[] {
  return recorded
    .map(({ logs }) =>
      [...logs].flatMap(([session, own]): Seen[] => {
        const workload = workloads.get(session);
        const value = median(own);
        return workload === undefined || value === null ? [] : [{ session, workload, value }];
      }),
    )
    .filter(({ length }) => length >= 3);
}

/** One slope for all places, each with a mean of its own, by least squares; 0 if nothing varies. */
function slopeOf(places: readonly (readonly Seen[])[]): number {
  let [products, squares] = [0, 0];
  for (const seen of places) {
    const [x, y] = [mean(seen.map(({ workload }) => workload)), mean(seen.map(({ value }) => value))];
    for (const { workload, value } of seen) {
      products += (workload - x) * (value - y);
      squares += (workload - x) ** 2;
    }
  }
  return squares === 0 ? 0 : products / squares;
}

/**
 * Whether a reference workload explains how sessions differ in a metric: each session in turn is
 * predicted from the others, without the workload and with it, for values of transports or ratios
 * of two (leave-one-out cross-validation; Stone, J. R. Stat. Soc. B 36, 1974). The slope is learnt
 * without the session that is predicted. Null where fewer than three sessions have the workload.
 */
export function predictionBy(
  workload: string,
  metric: MetricId,
  of: 'values' | 'ratios',
  sessions: readonly RecordedSession[],
): Prediction | null {
  const workloads = new Map(
    sessions.flatMap(({ id, workloads: own }): [string, number][] => {
      const value = own?.[workload];
      return value === undefined ? [] : [[id, Math.log(value)]];
    }),
  );
  const recordedIn = of === 'values' ? recordedValues : recordedComparisons;
  const places = alikeIn(metric, sessions).flatMap(group =>
    placesOf(
      recordedIn(group).filter(one => one.metric === metric),
      workloads,
    ),
  );
  const errors = sessions.flatMap(({ id }) => {
    const others = places.map(seen => seen.filter(({ session }) => session !== id));
    const slope = slopeOf(others);
    return places.flatMap((seen, index) => {
      const left = seen.find(({ session }) => session === id);
      const known = others[index] ?? [];
      if (!left) return [];
      const without = left.value - mean(known.map(({ value }) => value));
      return [{ without, with: without - slope * (left.workload - mean(known.map(one => one.workload))) }];
    });
  });
  if (errors.length === 0) return null;
  return {
    withoutRms: rms(errors.map(error => error.without)),
    withRms: rms(errors.map(error => error.with)),
    predicted: errors.length,
  };
}
