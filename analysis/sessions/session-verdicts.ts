import type { Run, RunPoint, RunScenario } from '../../results/format/run.ts';
import type { TestedTransport, Transport } from '../../scenarios/load/transport.ts';
import { compare, METRICS, type Metric } from '../comparison/transports.ts';
import { isWarmFor } from '../comparison/warm-up.ts';
import type { RatioInterval, SessionRatio, Verdict } from '../statistics/paired-ratios.ts';
import { COMPARED_PAIRS } from './compared-pairs.ts';

/**
 * What the sessions of one comparison say, each by itself. `agreed`: all have the same verdict.
 * `open`: some have none. `disagree`: less in one, more in another. `equal-in-some`: a difference
 * in some, practical equality in others.
 */
export type SessionOutcome = 'agreed' | 'open' | 'disagree' | 'equal-in-some';

export function sessionOutcome(sessions: readonly SessionRatio[]): SessionOutcome {
  const verdicts = new Set(sessions.map(({ verdict }) => verdict));
  if (verdicts.has('less') && verdicts.has('more')) return 'disagree';
  const decided = [...verdicts].filter(verdict => verdict !== 'unresolved');
  if (decided.length > 1) return 'equal-in-some';
  return verdicts.size === 1 && decided.length === 1 ? 'agreed' : 'open';
}

/** One metric of two transports at one point of a joined run. */
export interface JoinedComparison {
  scenario: RunScenario;
  point: RunPoint;
  subject: TestedTransport;
  baseline: Transport;
  metric: Metric;
  interval: RatioInterval;
  sessions: SessionRatio[];
  verdict: Verdict;
  outcome: SessionOutcome;
}

/**
 * Every metric of every pair of transports under test, and of each of them with the TCP floor, at
 * every point of a joined run where at least two sessions have a ratio. Empty for another run.
 */
export function joinedComparisons({ sessions: joined, scenarios, trials }: Run): JoinedComparison[] {
  if (joined === undefined) return [];
  const byPlace = Map.groupBy(
    trials,
    ({ scenario, point, transport }) => `${scenario} ${point} ${transport}`,
  );
  return scenarios.flatMap(scenario =>
    scenario.points.flatMap(point =>
      COMPARED_PAIRS.flatMap(([subject, baseline]) => {
        const of = (transport: Transport) => byPlace.get(`${scenario.id} ${point.id} ${transport}`) ?? [];
        const pair = [of(subject), of(baseline)] as const;
        return METRICS.filter(metric => isWarmFor(metric, scenario)).flatMap(metric => {
          const { interval, verdict } = compare(...pair, metric);
          const sessions = interval?.sessions ?? [];
          if (!interval || sessions.length < 2) return [];
          const outcome = sessionOutcome(sessions);
          return [{ scenario, point, subject, baseline, metric, interval, sessions, verdict, outcome }];
        });
      }),
    ),
  );
}
