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

/** Of an A/A run no more than this share may differ: 5% by the intervals' level, and what few blocks add to it. */
export const FALSE_DIFFERENCE_LIMIT = 0.075;

/** All comparisons of an A/A run for which at least one block has both figures; of another run, none. */
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
  /** Those whose interval leaves the band of practical equality, though both arms are the same. */
  differing: number;
  /** `differing` of `compared`, 0 to 1; null where nothing was compared. */
  share: number | null;
}

/** How often a run called a transport different from itself. */
export function falseDifferences(comparisons: readonly SelfComparison[]): FalseDifferences {
  const resolved = comparisons
    .map(({ comparison }) => comparison)
    .filter(({ interval }) => interval !== null);
  const differing = resolved.filter(({ verdict }) => verdict === 'less' || verdict === 'more').length;
  const compared = resolved.length;
  return { compared, differing, share: compared === 0 ? null : differing / compared };
}
