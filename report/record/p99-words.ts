import { inProse, type Transport } from '../../scenarios/load/transport.ts';
import { isFree, type Plan } from '../planner/plan.ts';
import type { TransportPlan } from '../planner/transport-plan.ts';
import { list } from '../text/format.ts';

type Band = NonNullable<TransportPlan['p99RangeMs']>;

const doOverlap = (a: Band, b: Band): boolean =>
  a.least <= (b.most ?? Number.POSITIVE_INFINITY) && b.least <= (a.most ?? Number.POSITIVE_INFINITY);

const fittingOf = ({ transports }: Plan): TransportPlan[] =>
  transports.filter(({ shortfalls }) => shortfalls.length === 0);

/** The transports that fit and whose range of p99 overlaps with that of a chosen one. */
function tiedWith(plan: Plan, chosen: readonly Transport[]): Transport[] {
  const ranged = fittingOf(plan).flatMap(({ transport, p99RangeMs: band }) =>
    band ? [{ transport, band }] : [],
  );
  const own = ranged.filter(({ transport }) => chosen.includes(transport));
  return ranged
    .filter(({ band }) => own.some(one => doOverlap(one.band, band)))
    .map(({ transport }) => transport);
}

/** Whether the cost decides between transports: not if it is 0, or equal within its error. */
function isCostDecisive(plan: Plan, between: readonly Transport[]): boolean {
  const { cheapest, contenders } = plan;
  if (isFree(fittingOf(plan))) return false;
  const alike: readonly Transport[] = [...cheapest, ...contenders];
  return !between.every(one => alike.includes(one));
}

/** What decides between transports where p99 does not. */
function basisInWords(plan: Plan, between: readonly Transport[], byCostAlone: boolean): string {
  if (byCostAlone) return 'Cost alone decides.';
  return isCostDecisive(plan, between) ? 'Cost and needs decide.' : 'The needs decide.';
}

/**
 * That p99 does not decide for the chosen transports, and what decides all the same; empty where no
 * other has a range that overlaps with theirs, and the limit is in none of their ranges.
 */
export function p99InWords(plan: Plan | null, chosen: readonly Transport[], byCostAlone: boolean): string {
  if (plan === null) return '';
  const tied = tiedWith(plan, chosen);
  const all = fittingOf(plan).map(({ transport }) => transport);
  const basis = basisInWords(plan, tied.length > 1 ? tied : all, byCostAlone);
  if (tied.length > 1)
    return `p99 does not decide between ${list(tied.map(inProse))}: their ranges overlap. ${basis}`;
  const open = chosen.filter(one => plan.openP99.some(own => own === one));
  return open.length === 0 ? '' : `p99 does not decide for ${list(open.map(inProse))}. ${basis}`;
}
