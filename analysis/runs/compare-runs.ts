import type { Run } from '../../results/format/run.ts';
import type { Trial } from '../../results/format/trial.ts';
import { isTested } from '../../scenarios/load/transport.ts';
import { idleMeasuresOf } from '../comparison/idle-measures.ts';
import { knownSpread, knownValueSpread, type MeasuredAt } from '../comparison/known-spread.ts';
import { OUTCOME_MEASURES } from '../comparison/outcome-measures.ts';
import {
  isPositive,
  METRICS,
  type Measure,
  pairedRatios,
  spreadIdOf,
  validOf,
} from '../comparison/transports.ts';
import { twoSessionInterval } from '../comparison/two-sessions.ts';
import { isWarmFor } from '../comparison/warm-up.ts';
import { median, PRACTICAL_EQUALITY, type Verdict, verdict } from '../statistics/paired-ratios.ts';
import type { TwoSampleInterval } from '../statistics/two-samples.ts';
import { type Difference, environmentDifferences } from './environment-differences.ts';
import { type Failure, failureOf, neverValid } from './failures.ts';
import { type PairKey, pairRuns, type TrialPair, type Unpaired } from './pairs.ts';

/** One value of one transport at one point in two runs; less is better. */
export interface FigureComparison extends PairKey {
  metric: Measure;
  /** The medians over the blocks of each run. */
  before: number;
  after: number;
  /**
   * The second run's values divided by the first's; null if either run has fewer than two blocks.
   */
  plain: TwoSampleInterval | null;
  /**
   * The same for values divided by those of the TCP floor in the same block; null also if the floor
   * did not run.
   */
  toFloor: TwoSampleInterval | null;
  /** Whether everything needed for a verdict is there. */
  judged: boolean;
  /** `more` is a regression, `less` an improvement. */
  verdict: Verdict;
}

export interface RunComparison {
  before: Run['run'];
  after: Run['run'];
  /** Smaller differences do not count as differences. */
  band: number;
  differences: Difference[];
  /** No known fact that affects the speed of the machine differs. */
  sameMachine: boolean;
  figures: FigureComparison[];
  /** How many comparisons of a metric are left out because only one run has a value. */
  oneSided: { metric: Measure; count: number }[];
  failures: Failure[];
  unpaired: Unpaired[];
}

/** Bytes and requests are counts, and do not depend on the machine. */
const isCounted = ({ unit }: Measure): boolean => unit === 'B' || unit === 'requests';

/** All measures by which trials at a point can be compared. */
const measuresOf = ({ scenario, point: { load } }: Pick<PairKey, 'scenario' | 'point'>): Measure[] =>
  [
    ...METRICS,
    ...OUTCOME_MEASURES,
    ...(load.arrivals.kind === 'none' ? idleMeasuresOf(load.subscribers) : []),
  ].filter(measure => isWarmFor(measure, scenario));

/**
 * The verdict on a comparison. On the same machine it rests on the plain ratio of the values. This
 * also covers what all transports share, such as Node or the feed. On another machine only the
 * speed of the floor is known. A value that is all work would change by the same factor. A value
 * that is all waiting (half a polling interval) would not change at all. All others lie in between.
 * So a change belongs to the transport only if both ratios agree: the plain one and the one to the
 * floor.
 */
function judge(
  { metric, plain, toFloor }: Pick<FigureComparison, 'metric' | 'plain' | 'toFloor'>,
  sameMachine: boolean,
  band: number,
): Pick<FigureComparison, 'judged' | 'verdict'> {
  const byPlain = verdict(plain, band);
  if (sameMachine || isCounted(metric)) return { judged: plain !== null, verdict: byPlain };
  const agreed = byPlain === verdict(toFloor, band);
  return { judged: plain !== null && toFloor !== null, verdict: agreed ? byPlain : 'unresolved' };
}

const figuresOf = (trials: readonly Trial[], { of }: Measure): number[] =>
  validOf(trials).map(of).filter(isPositive);

const measuredAt = ({ scenario, point }: Pick<PairKey, 'scenario' | 'point'>): MeasuredAt => ({
  scenario: point.load.connection || point.load.topology ? null : scenario.id,
  isOverPath: point.load.path !== undefined,
});

/**
 * The ratio of the second run's values to the first's, each divided by its own run's floor; null
 * for the floor itself.
 */
function ratioToFloor(
  { transport, trials, floor, ...place }: TrialPair,
  measure: Measure,
  usesSpread: boolean,
): TwoSampleInterval | null {
  if (transport === 'tcp-floor') return null;
  const before = pairedRatios(trials.before, floor.before, measure.of).map(({ ratio }) => ratio);
  const after = pairedRatios(trials.after, floor.after, measure.of).map(({ ratio }) => ratio);
  const spread = usesSpread
    ? knownSpread(spreadIdOf(measure), transport, 'tcp-floor', measuredAt(place))
    : null;
  return twoSessionInterval(before, after, spread);
}

/** One metric of one pair: compared, in only one of the runs, or in neither. */
function compareFigure(
  pair: TrialPair,
  metric: Measure,
  { sameMachine, sameSeed, band }: { sameMachine: boolean; sameSeed: boolean; band: number },
): FigureComparison | 'one-sided' | null {
  const [first, second] = [figuresOf(pair.trials.before, metric), figuresOf(pair.trials.after, metric)];
  const [before, after] = [median(first), median(second)];
  if (before === null || after === null) return before === after ? null : 'one-sided';
  const { scenario, point, transport } = pair;
  // The same seed gives the same schedule, so counts differ by chance only within it.
  const usesSpread = !(sameSeed && isCounted(metric));
  const spread = usesSpread ? knownValueSpread(spreadIdOf(metric), transport, measuredAt(pair)) : null;
  const plain = twoSessionInterval(first, second, spread);
  const ratios = { metric, plain, toFloor: ratioToFloor(pair, metric, usesSpread) };
  return { scenario, point, transport, before, after, ...ratios, ...judge(ratios, sameMachine, band) };
}

/**
 * Why these runs cannot be compared: an A/A run has its own question, a smoke run measures nothing,
 * and blocks of a joined run are of several sessions. Null if they can.
 */
export function refusal(...runs: Run[]): 'aa' | 'smoke' | 'joined' | null {
  if (runs.some(({ run }) => run.aa)) return 'aa';
  if (runs.some(({ run }) => run.preset === 'smoke')) return 'smoke';
  return runs.some(({ sessions }) => sessions !== undefined) ? 'joined' : null;
}

/**
 * Compares an earlier run with a later one, value by value. Differences within `band` do not count.
 */
export function compareRuns(before: Run, after: Run, band = PRACTICAL_EQUALITY): RunComparison {
  const differences = environmentDifferences(before, after);
  const sameMachine = !differences.some(({ ofMachine }) => ofMachine);
  const sameSeed = before.run.seed === after.run.seed;
  const { pairs, unpaired } = pairRuns({ before, after });
  const figures: FigureComparison[] = [];
  const oneSided = new Map<string, { metric: Measure; count: number }>();
  for (const pair of pairs) {
    for (const metric of measuresOf(pair)) {
      const compared = compareFigure(pair, metric, { sameMachine, sameSeed, band });
      if (compared === 'one-sided') {
        oneSided.set(metric.id, { metric, count: (oneSided.get(metric.id)?.count ?? 0) + 1 });
      } else if (compared !== null) figures.push(compared);
    }
  }
  return {
    before: before.run,
    after: after.run,
    band,
    differences,
    sameMachine,
    figures,
    oneSided: [...oneSided.values()],
    failures: pairs.map(failureOf).filter(failure => failure !== null),
    unpaired: [...unpaired, ...pairs.map(neverValid).filter(one => one !== null)],
  };
}

/** The comparisons of transports under test that have everything needed for a verdict. */
export const judgedOf = ({ figures }: RunComparison): FigureComparison[] =>
  figures.filter(({ judged, transport }) => judged && isTested(transport));

/**
 * Whether a regression is decided: a larger value of a transport under test, or trials that now
 * fail.
 */
export function hasRegression(comparison: RunComparison): boolean {
  return comparison.failures.length > 0 || judgedOf(comparison).some(one => one.verdict === 'more');
}
