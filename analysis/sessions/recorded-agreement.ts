import type { RecordedSession } from '../../results/format/recorded-session.ts';
import { isTested } from '../../scenarios/load/transport.ts';
import { KNOWN_SPREADS } from '../comparison/known-spreads.ts';
import type { Spreads } from '../comparison/session-spread.ts';
import { METRICS } from '../comparison/transports.ts';
import { ONLY_FIRST, ONLY_SECOND, type Unpaired } from '../runs/pairs.ts';
import { type Agreement, outcomeOf, type Replication } from './agreement.ts';
import { saidBy } from './confirmation.ts';
import { recordedComparisons } from './recorded-comparisons.ts';
import { byServers, inBytes, isMeasuredAlike } from './same-servers.ts';

/** All that two recorded sessions have both compared. */
export interface RecordedAgreement extends Agreement {
  /** Whether the servers pushed the same bytes; only then are bytes compared. */
  comparesBytes: boolean;
  /** Whether the preset and the state of the server's cores and heap are the same. */
  isMeasuredAlike: boolean;
}

/** The scenarios that only one of two sessions has. */
function unpairedIn(before: RecordedSession, after: RecordedSession): Unpaired[] {
  const scenariosOf = ({ cells }: RecordedSession) => new Set(cells.map(({ scenario }) => scenario));
  const [first, second] = [scenariosOf(before), scenariosOf(after)];
  const unpaired = (scenarios: Set<string>, reason: string) =>
    [...scenarios].map(scenario => ({ scenario, point: null, transport: null, reason }));
  return [
    ...unpaired(first.difference(second), ONLY_FIRST),
    ...unpaired(second.difference(first), ONLY_SECOND),
  ];
}

/**
 * Compares the verdicts of two recorded sessions, as `agreementOf` does those of runs. They keep no
 * loads: points with the same scenario and id count as the same. Intervals are widened by
 * `spreads`.
 */
export function recordedAgreementOf(
  before: RecordedSession,
  after: RecordedSession,
  spreads: Spreads = KNOWN_SPREADS,
): RecordedAgreement {
  const comparesBytes = byServers([before, after]).length === 1;
  const metrics = METRICS.filter(({ id }) => comparesBytes || !inBytes(id));
  const replications = metrics.flatMap(metric =>
    recordedComparisons([before, after], metric.id).flatMap((comparison): Replication[] => {
      const { scenario, point, subject, baseline, logs } = comparison;
      const [first, second] = [before, after].map(({ id }) => {
        const own = logs.get(id);
        return own ? saidBy(own, comparison, spreads) : null;
      });
      if (!first || !second || !isTested(subject)) return [];
      const found = { before: first, after: second };
      return [
        {
          scenario: { title: scenario },
          point: { label: point },
          subject,
          baseline,
          metric,
          found,
          outcome: outcomeOf(found),
        },
      ];
    }),
  );
  return {
    replications,
    unpaired: unpairedIn(before, after),
    comparesBytes,
    isMeasuredAlike: isMeasuredAlike(before, after),
  };
}
