import type { Run, RunPoint, RunScenario } from '../../results/format/run.ts';
import { isTested, type TestedTransport, type Transport } from '../../scenarios/load/transport.ts';
import { compare, METRICS, type Metric } from '../comparison/transports.ts';
import { isWarmFor } from '../comparison/warm-up.ts';
import { type Both, pairRuns, type TrialPair, type Unpaired } from '../runs/pairs.ts';
import type { RatioInterval, Verdict } from '../statistics/paired-ratios.ts';
import { COMPARED_PAIRS } from './compared-pairs.ts';

/** A ratio of two transports as one run found it. */
export interface Found {
  interval: RatioInterval;
  verdict: Verdict;
}

/**
 * How a verdict of one run stands in another. `confirmed`: both have the same. `open`: at least one
 * is not decided. `contradicted`: less in one run, more in the other. `equal-in-one`: a difference
 * in one run, practical equality in the other.
 */
export type Outcome = 'confirmed' | 'open' | 'contradicted' | 'equal-in-one';

/** One metric of two transports at one point, compared in both of two runs. */
export interface Replication {
  scenario: Pick<RunScenario, 'title'>;
  point: Pick<RunPoint, 'label'>;
  subject: TestedTransport;
  baseline: Transport;
  metric: Metric;
  found: Both<Found>;
  outcome: Outcome;
}

/** All that two runs have both compared. */
export interface Agreement {
  replications: Replication[];
  unpaired: Unpaired[];
}

/** How the verdict of one run stands in another. */
export function outcomeOf({ before, after }: Both<Found>): Outcome {
  const verdicts = [before.verdict, after.verdict];
  if (verdicts.includes('unresolved')) return 'open';
  if (before.verdict === after.verdict) return 'confirmed';
  return verdicts.includes('equal') ? 'equal-in-one' : 'contradicted';
}

/** One metric of two transports; null unless both runs have an interval. */
function replicate(subject: TrialPair, baseline: TrialPair, metric: Metric): Replication | null {
  const { scenario, point, transport } = subject;
  if (!isTested(transport)) return null;
  const foundIn = (run: keyof Both<unknown>): Found | null => {
    const { interval, verdict } = compare(subject.trials[run], baseline.trials[run], metric);
    return interval && { interval, verdict };
  };
  const [before, after] = [foundIn('before'), foundIn('after')];
  if (!before || !after) return null;
  const found = { before, after };
  return {
    scenario,
    point,
    subject: transport,
    baseline: baseline.transport,
    metric,
    found,
    outcome: outcomeOf(found),
  };
}

/**
 * Compares the verdicts of two runs: every metric of every pair of transports under test, and of
 * each of them with the TCP floor, at every point with the same load in both runs.
 */
export function agreementOf(before: Run, after: Run): Agreement {
  const { pairs, unpaired } = pairRuns({ before, after });
  const points = [...Map.groupBy(pairs, ({ point }) => point).values()];
  const replications = points.flatMap(own => {
    const trialsOf = (transport: Transport) => own.find(pair => pair.transport === transport);
    return COMPARED_PAIRS.flatMap(([subject, baseline]) => {
      const [ofSubject, ofBaseline] = [trialsOf(subject), trialsOf(baseline)];
      if (!ofSubject || !ofBaseline) return [];
      return METRICS.filter(metric => isWarmFor(metric, ofSubject.scenario)).flatMap(
        metric => replicate(ofSubject, ofBaseline, metric) ?? [],
      );
    });
  });
  return { replications, unpaired };
}

/** How many medians of one metric lie in the other run's interval, and how many verdicts stand. */
export interface MetricAgreement {
  metric: Metric;
  compared: number;
  /** Medians of the first run within the interval of the second, and the reverse. */
  inside: Both<number>;
  outcomes: Record<Outcome, number>;
}

const isInside = ({ median }: RatioInterval, { low, high }: RatioInterval) => low <= median && median <= high;

/** Counts the replications of each metric that has any. */
export function agreementByMetric(replications: readonly Replication[]): MetricAgreement[] {
  return METRICS.flatMap(metric => {
    const own = replications.filter(one => one.metric.id === metric.id);
    if (own.length === 0) return [];
    const count = (is: (one: Replication) => boolean) => own.filter(is).length;
    const of = (outcome: Outcome) => count(one => one.outcome === outcome);
    return [
      {
        metric,
        compared: own.length,
        inside: {
          before: count(({ found }) => isInside(found.before.interval, found.after.interval)),
          after: count(({ found }) => isInside(found.after.interval, found.before.interval)),
        },
        outcomes: {
          confirmed: of('confirmed'),
          open: of('open'),
          contradicted: of('contradicted'),
          'equal-in-one': of('equal-in-one'),
        },
      },
    ];
  });
}
