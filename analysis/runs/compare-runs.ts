import type { Run, RunPoint } from '../../results/format/run.ts';
import type { Trial } from '../../results/format/trial.ts';
import { isTested } from '../../scenarios/load/transport.ts';
import { idleMeasuresOf } from '../comparison/idle-measures.ts';
import { OUTCOME_MEASURES } from '../comparison/outcome-measures.ts';
import { isPositive, METRICS, type Measure, pairedRatios, validOf } from '../comparison/transports.ts';
import { median, PRACTICAL_EQUALITY, type Verdict, verdict } from '../statistics/paired-ratios.ts';
import { type TwoSampleInterval, twoSampleInterval } from '../statistics/two-samples.ts';
import { type Difference, environmentDifferences } from './environment-differences.ts';
import { type Failure, failureOf, neverValid } from './failures.ts';
import { type PairKey, pairRuns, type TrialPair, type Unpaired } from './pairs.ts';

/** One figure of one transport at one point in two runs; less is better. */
export interface FigureComparison extends PairKey {
  metric: Measure;
  /** The medians over the blocks of either run. */
  before: number;
  after: number;
  /** The second run's figures divided by the first's; null where either has fewer than two blocks. */
  plain: TwoSampleInterval | null;
  /** The same of the figures divided by the TCP floor's in the same block; null also where it did not run. */
  toFloor: TwoSampleInterval | null;
  /** Whether there is all that a verdict rests on. */
  judged: boolean;
  /** `more` is a regression, `less` an improvement. */
  verdict: Verdict;
}

export interface RunComparison {
  before: Run['run'];
  after: Run['run'];
  /** Smaller differences are no difference in practice. */
  band: number;
  differences: Difference[];
  /** Nothing differs that the speed of the machine depends on, as far as the runs tell. */
  sameMachine: boolean;
  figures: FigureComparison[];
  /** How many comparisons of a metric are left out because only one run has its figure. */
  oneSided: { metric: Measure; count: number }[];
  failures: Failure[];
  unpaired: Unpaired[];
}

/** A byte is a byte on any machine, and a request a request. */
const isCounted = ({ unit }: Measure): boolean => unit === 'B' || unit === 'requests';

/** All that trials at a point can be compared by. */
const measuresOf = ({ load }: RunPoint): Measure[] => [
  ...METRICS,
  ...OUTCOME_MEASURES,
  ...(load.arrivals.kind === 'none' ? idleMeasuresOf(load.subscribers) : []),
];

/**
 * What a verdict rests on. On the same machine, on the ratio of the figures: it also sees what all transports share, such as
 * Node or the feed. Of another machine we know only how much slower its floor is. A figure that is all work would change
 * by as much, one that is all waiting (half a polling interval) not at all, and all others in between; so only what lies
 * beyond both, by the plain ratio and by that to the floor, is the transport's own.
 */
function judge(
  { metric, plain, toFloor }: Pick<FigureComparison, 'metric' | 'plain' | 'toFloor'>,
  sameMachine: boolean,
  band: number,
): Pick<FigureComparison, 'judged' | 'verdict'> {
  const asItIs = verdict(plain, band);
  if (sameMachine || isCounted(metric)) return { judged: plain !== null, verdict: asItIs };
  const agreed = asItIs === verdict(toFloor, band);
  return { judged: plain !== null && toFloor !== null, verdict: agreed ? asItIs : 'unresolved' };
}

const figuresOf = (trials: readonly Trial[], { of }: Measure): number[] =>
  validOf(trials).map(of).filter(isPositive);

/** The ratios of the second run's figures to the first's, each run's divided by its own floor; null of the floor itself. */
function ratioToFloor({ transport, trials, floor }: TrialPair, { of }: Measure): TwoSampleInterval | null {
  if (transport === 'tcp-floor') return null;
  const before = pairedRatios(trials.before, floor.before, of).map(({ ratio }) => ratio);
  const after = pairedRatios(trials.after, floor.after, of).map(({ ratio }) => ratio);
  return twoSampleInterval(before, after);
}

/** One metric of one pair: compared, in only one of the runs, or in neither. */
function compareFigure(
  pair: TrialPair,
  metric: Measure,
  sameMachine: boolean,
  band: number,
): FigureComparison | 'one-sided' | null {
  const [first, second] = [figuresOf(pair.trials.before, metric), figuresOf(pair.trials.after, metric)];
  const [before, after] = [median(first), median(second)];
  if (before === null || after === null) return before === after ? null : 'one-sided';
  const { scenario, point, transport } = pair;
  const ratios = { metric, plain: twoSampleInterval(first, second), toFloor: ratioToFloor(pair, metric) };
  return { scenario, point, transport, before, after, ...ratios, ...judge(ratios, sameMachine, band) };
}

/** Why nothing can be concluded from these runs: an A/A run has its own question, a smoke run measures nothing. Else null. */
export function refusal(...runs: Run[]): 'aa' | 'smoke' | null {
  if (runs.some(({ run }) => run.aa)) return 'aa';
  return runs.some(({ run }) => run.preset === 'smoke') ? 'smoke' : null;
}

/** Compares two runs figure by figure, the one made before with the one made after; differences within `band` are none. */
export function compareRuns(before: Run, after: Run, band = PRACTICAL_EQUALITY): RunComparison {
  const differences = environmentDifferences(before, after);
  const sameMachine = !differences.some(({ ofMachine }) => ofMachine);
  const { pairs, unpaired } = pairRuns({ before, after });
  const figures: FigureComparison[] = [];
  const oneSided = new Map<string, { metric: Measure; count: number }>();
  for (const pair of pairs) {
    for (const metric of measuresOf(pair.point)) {
      const compared = compareFigure(pair, metric, sameMachine, band);
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

/** The comparisons of contestants that have all that a verdict rests on. */
export const judgedOf = ({ figures }: RunComparison): FigureComparison[] =>
  figures.filter(({ judged, transport }) => judged && isTested(transport));

/** Whether a regression is resolved: more of some figure of a contestant, or trials that fail now. */
export function hasRegression(comparison: RunComparison): boolean {
  return comparison.failures.length > 0 || judgedOf(comparison).some(one => one.verdict === 'more');
}
