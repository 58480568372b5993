import { describe, expect, test } from 'vitest';
import { KNOWN_SPREADS } from '../../../analysis/comparison/known-spreads.ts';
import type { SpreadKind, Spreads } from '../../../analysis/comparison/session-spread.ts';
import { METRICS, type MetricId } from '../../../analysis/comparison/transports.ts';
import { saidBy } from '../../../analysis/sessions/confirmation.ts';
import { recordedComparisons } from '../../../analysis/sessions/recorded-comparisons.ts';
import { alikeIn } from '../../../analysis/sessions/same-servers.ts';
import type { Verdict } from '../../../analysis/statistics/paired-ratios.ts';
import { readRecordedSessions } from '../../../results/format/recorded-sessions.ts';
import { ROOT } from '../../../root.ts';

const sessions = readRecordedSessions(ROOT);
const METRIC_IDS = METRICS.map(({ id }) => id);

/** The known spreads as if this scenario had never been recorded. */
function withoutScenario(scenario: string): Spreads {
  const others = (all: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(all).filter(([id]) => id !== scenario));
  const spreads = Object.entries(KNOWN_SPREADS).map(([metric, kinds]) => [
    metric,
    Object.fromEntries(Object.entries(kinds).map(([kind, all]) => [kind, others(all)])),
  ]);
  return Object.fromEntries(spreads) as Record<string, Record<SpreadKind, Spreads[string][SpreadKind] & {}>>;
}

const areOpposite = (verdicts: readonly Verdict[]) => verdicts.includes('less') && verdicts.includes('more');

/** How the sessions confirm each other with the spreads of other scenarios alone. */
function confirmed(metric: MetricId, scenario: string) {
  const spreads = withoutScenario(scenario);
  const comparisons = alikeIn(metric, sessions)
    .flatMap(group => recordedComparisons(group, metric))
    .filter(one => one.scenario === scenario);
  const replies = comparisons.flatMap(comparison => {
    const said = [...comparison.logs.values()].map(logs => saidBy(logs, comparison, spreads));
    return said.flatMap(one =>
      said.flatMap(other => {
        if (one === other || !one || !other) return [];
        const inside =
          one.interval.low <= other.interval.median && other.interval.median <= one.interval.high;
        return [{ inside, contradicted: areOpposite([one.verdict, other.verdict]) }];
      }),
    );
  });
  return {
    compared: replies.length,
    insideShare: replies.filter(({ inside }) => inside).length / replies.length,
    contradicted: replies.filter(({ contradicted }) => contradicted).length,
  };
}

/** No p99 is compared in the ticker and the trace. */
const hasP99 = (scenario: string) => scenario === 'notifications' || scenario === 'rate-sweep';

describe.each(['notifications', 'ticker', 'trace', 'rate-sweep'])(
  '%s, as if it were not recorded',
  scenario => {
    test.each(METRIC_IDS.filter(id => id !== 'p99' || hasP99(scenario)))('%s', metric => {
      const { compared, insideShare, contradicted } = confirmed(metric, scenario);
      expect(compared).toBeGreaterThan(100);
      expect(contradicted).toBe(0);
      // Nothing is wide enough for the scenario that spreads most.
      const isWidest = scenario === 'rate-sweep' && (metric === 'p99' || metric === 'wire');
      expect(insideShare).toBeGreaterThanOrEqual(isWidest ? 0.88 : 0.93);
    });
  },
);
