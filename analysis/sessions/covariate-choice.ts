import type { RecordedSession } from '../../results/format/recorded-session.ts';
import { seededRandom } from '../../scenarios/load/seeded-random.ts';
import { PAIR_KINDS, type PairKind } from '../comparison/pair-kinds.ts';
import { METRICS, type MetricId } from '../comparison/transports.ts';
import { type Covariate, floor, type Place, placesOf, predictionBy, workload } from './covariate.ts';
import { alikeIn } from './same-servers.ts';

/**
 * A covariate may leave at most this share of the error. It is the bound of the first check, which
 * took all kinds of pairs together. An interval then becomes a fifth narrower. Less is not worth an
 * interval that rests on one more measurement.
 */
export const MOST_LEFT = 0.8;

/**
 * Nor may chance do as well more often than this. Five metrics, three kinds of pairs, some twelve
 * workloads and the floor are about 195 combinations, so the best of them looks good by chance. So
 * each is held against the best of all in shuffled sessions.
 */
export const MOST_BY_CHANCE = 0.05;

/** A covariate for the ratios of one metric and one kind of pair, and what it left of the error. */
export interface Tried {
  metric: MetricId;
  kind: PairKind;
  /** The name of a reference workload, or `tcp-floor`. */
  covariate: string;
  withoutRms: number;
  withRms: number;
  /** In this share of the shuffles some combination leaves as little, or less. */
  byChance: number;
}

export const leftBy = ({ withRms, withoutRms }: Pick<Tried, 'withRms' | 'withoutRms'>): number =>
  withRms / withoutRms;

/** Whether an interval may use a covariate. */
export const isUseful = (tried: Tried): boolean =>
  leftBy(tried) <= MOST_LEFT && tried.byChance <= MOST_BY_CHANCE;

interface Combination {
  metric: MetricId;
  kind: PairKind;
  name: string;
  covariate: Covariate;
  places: Place[];
}

function combinationsOf(sessions: readonly RecordedSession[]): Combination[] {
  const names = new Set(sessions.flatMap(({ workloads }) => Object.keys(workloads ?? {})));
  const covariates = [
    ...[...names].map(name => [name, workload(name)] as const),
    ['tcp-floor', floor] as const,
  ];
  return METRICS.flatMap(({ id: metric }) =>
    PAIR_KINDS.flatMap(kind => {
      const places = placesOf(metric, 'ratios', sessions, kind);
      return covariates.map(([name, covariate]) => ({ metric, kind, name, covariate, places }));
    }),
  );
}

/** Gives each session the covariates of another one that measured in the same way, or its own. */
function shuffled(
  sessions: readonly RecordedSession[],
  random: () => number,
): Map<RecordedSession, RecordedSession> {
  const groups = alikeIn('cpu', sessions);
  return new Map(
    groups.flatMap(group => {
      const order = group.map(session => ({ session, place: random() })).sort((a, b) => a.place - b.place);
      return group.map((session, index): [RecordedSession, RecordedSession] => [
        session,
        order[index]?.session ?? session,
      ]);
    }),
  );
}

/**
 * Tries every covariate on the ratios of every metric and kind of pair. A shuffle gives each
 * session the covariates of another one, all together, so that they stay as related as they are.
 * What a combination leaves of the error is held against the least that any leaves in a shuffle
 * (Westfall and Young, Resampling-Based Multiple Testing, 1993).
 */
export function tryCovariates(sessions: readonly RecordedSession[], shuffles: number, seed = 1): Tried[] {
  const random = seededRandom(seed);
  const combinations = combinationsOf(sessions);
  const leastLeft = Array.from({ length: shuffles }, () => {
    const from = shuffled(sessions, random);
    const left = combinations.flatMap(({ covariate, places }) => {
      const moved: Covariate = (session, predicted) => covariate(from.get(session) ?? session, predicted);
      const prediction = predictionBy(moved, places);
      return prediction ? [leftBy(prediction)] : [];
    });
    return Math.min(...left);
  });
  return combinations.flatMap(({ metric, kind, name, covariate, places }): Tried[] => {
    const prediction = predictionBy(covariate, places);
    if (!prediction) return [];
    const { withoutRms, withRms } = prediction;
    const asGood = leastLeft.filter(left => left <= leftBy(prediction)).length;
    // The order of the sessions as they are is one of the shuffles.
    const byChance = (1 + asGood) / (1 + shuffles);
    return [{ metric, kind, covariate: name, withoutRms, withRms, byChance }];
  });
}
