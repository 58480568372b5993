import type { Transport } from '../../scenarios/load/transport.ts';
import type { Plan } from '../planner/plan.ts';
import type { NeedFacts } from './facts.ts';
import { isOverLimit } from './within-limit.ts';

/**
 * Why the reader cannot use a transport for a need. `excluded`: it is not good enough for the
 * reader's numbers. `not counted`: its p99 at the shown point was over the limit.
 */
export type Exclusion = 'excluded' | 'not counted';

/** Null for a transport that counts. */
export type ExclusionOf = (need: NeedFacts, transport: Transport) => Exclusion | null;

/** The transports that are known to be not good enough: too late, or with too few cores. */
export const excludedBy = (plan: Plan | null): Transport[] =>
  (plan?.transports ?? [])
    .filter(({ shortfalls }) => shortfalls.some(one => one === 'latency' || one === 'cores'))
    .map(({ transport }) => transport);

/** Who does not count for a need, by a plan and the reader's limit of p99; null without a limit. */
export function exclusionsBy(plan: Plan | null, acceptableMs: number | null): ExclusionOf {
  const excluded = excludedBy(plan);
  return (need, transport) => {
    if (excluded.includes(transport)) return 'excluded';
    return acceptableMs !== null && isOverLimit(need, transport, acceptableMs) ? 'not counted' : null;
  };
}

const MEANINGS: Record<Exclusion, string> = {
  excluded: '“excluded”: not good enough for these numbers',
  'not counted': '“not counted”: its p99 there is over the limit',
};

/** What the words for these exclusions mean, each once. */
export const meaningsOf = (exclusions: readonly Exclusion[]): string[] =>
  [...new Set(exclusions)].map(one => MEANINGS[one]);
