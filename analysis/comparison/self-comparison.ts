import type { Run, RunPoint, RunScenario } from '../../results/format/run.ts';
import { TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import { type Comparison, compare, METRICS } from './transports.ts';

/** Arm a of one transport at one point against its arm b. */
export interface SelfComparison {
  scenario: RunScenario;
  point: RunPoint;
  transport: TestedTransport;
  comparison: Comparison;
}

/**
 * At most this share of an A/A run may differ: 5% by the level of the intervals, and more for few
 * blocks.
 */
export const FALSE_DIFFERENCE_LIMIT = 0.075;

/**
 * All comparisons of an A/A run for which at least one block has both values; none for another run.
 */
export function selfComparisons({ scenarios, trials }: Run): SelfComparison[] {
  return scenarios.flatMap(scenario =>
    scenario.points.flatMap(point =>
      TESTED_TRANSPORTS.flatMap(transport => {
        const own = trials.filter(
          trial =>
            trial.scenario === scenario.id && trial.point === point.id && trial.transport === transport,
        );
        const arm = (name: 'a' | 'b') => own.filter(trial => trial.arm === name);
        return METRICS.map(metric => compare(arm('a'), arm('b'), metric))
          .filter(({ ratios }) => ratios.length > 0)
          .map(comparison => ({ scenario, point, transport, comparison }));
      }),
    ),
  );
}

export interface FalseDifferences {
  /** Comparisons with an interval. */
  compared: number;
  /**
   * Those whose interval lies outside the band of practical equality, although both arms are the
   * same.
   */
  differing: number;
  /** `differing` of `compared`, 0 to 1; null if nothing was compared. */
  share: number | null;
}

/** How often an A/A run found a transport different from itself: its false positives. */
export function falseDifferences(comparisons: readonly SelfComparison[]): FalseDifferences {
  const withInterval = comparisons
    .map(({ comparison }) => comparison)
    .filter(({ interval }) => interval !== null);
  const differing = withInterval.filter(({ verdict }) => verdict === 'less' || verdict === 'more').length;
  const compared = withInterval.length;
  return { compared, differing, share: compared === 0 ? null : differing / compared };
}
