import { TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import type { Plan } from '../planner/plan.ts';
import type { NeedFacts } from './facts.ts';

/**
 * What a run decides. `one`: this transport. `several`: these, between which it does not decide.
 * `conflict`: one costs least, another leads for most needs. `none-fits`: no transport is good
 * enough for the reader's numbers. `open`: nothing is decided.
 */
export type Decision =
  | { kind: 'one' | 'several'; transports: Transport[] }
  | { kind: 'conflict'; cheapest: Transport[]; leading: Transport[] }
  | { kind: 'none-fits' | 'open' };

const ordered = (transports: readonly Transport[]): Transport[] =>
  TRANSPORTS.filter(one => transports.includes(one));

/** For how many of these needs a transport is one of the best. */
export const leadsOf = (needs: readonly NeedFacts[], transport: Transport): number =>
  needs.filter(({ best }) => best.includes(transport)).length;

/** The transports that lead for most of these needs; none if no need is decided. */
function leadingOf(needs: readonly NeedFacts[], offered: readonly Transport[]): Transport[] {
  const most = Math.max(0, ...offered.map(one => leadsOf(needs, one)));
  return most === 0 ? [] : ordered(offered.filter(one => leadsOf(needs, one) === most));
}

/** Whether no chosen need speaks for one of those that fit, so that cost decides alone. */
export function isByCostAlone(needs: readonly NeedFacts[], plan: Plan | null): boolean {
  const fitting = (plan?.transports ?? []).filter(({ shortfalls }) => shortfalls.length === 0);
  const names = fitting.map(({ transport }) => transport);
  return plan !== null && leadingOf(needs, names).length === 0;
}

const chosen = (transports: Transport[]): Decision => ({
  kind: transports.length === 1 ? 'one' : 'several',
  transports,
});

/** The transports that cost least, and those that may cost no more within the model's error. */
export const cheapestOf = ({ cheapest, contenders }: Plan): Transport[] =>
  ordered([...cheapest, ...contenders]);

/**
 * Decides for these needs and this plan; the plan is null where the run has no planner. Of the
 * transports that are good enough, one must cost least within the model's error, and lead for most
 * of the decided needs. Cost alone decides where no need is decided.
 */
export function decide(needs: readonly NeedFacts[], plan: Plan | null): Decision {
  if (plan === null) {
    const leading = leadingOf(needs, TRANSPORTS);
    return leading.length === 0 ? { kind: 'open' } : chosen(leading);
  }
  if (plan.cheapest.length === 0) {
    const fails = plan.transports.every(({ shortfalls }) =>
      shortfalls.some(one => one === 'latency' || one === 'cores'),
    );
    return { kind: fails ? 'none-fits' : 'open' };
  }
  const fitting = plan.transports.filter(({ shortfalls }) => shortfalls.length === 0);
  const leading = leadingOf(
    needs,
    fitting.map(({ transport }) => transport),
  );
  const cheapest = cheapestOf(plan);
  if (leading.length === 0) return chosen(cheapest);
  const both = cheapest.filter(one => leading.includes(one));
  return both.length === 0 ? { kind: 'conflict', cheapest, leading } : chosen(both);
}
