import { PRACTICAL_EQUALITY } from '../../analysis/statistics/paired-ratios.ts';
import { connectionLabel } from '../../scenarios/load/connection-words.ts';
import { inProse, type TestedTransport } from '../../scenarios/load/transport.ts';
import { counted, figure, given, list, range } from '../text/format.ts';
import { unmeasuredInWords } from './beyond-words.ts';
import type { CostPart } from './cost-parts.ts';
import type { Plan } from './plan.ts';
import type { Shortfall, TransportPlan } from './transport-plan.ts';

/** What costs, as legend and table name it. */
export const PART_NAMES: Record<CostPart, string> = {
  cores: 'Cores',
  events: 'Events',
  heartbeats: 'Heartbeats',
  emptyPolls: 'Empty polls',
  headers: 'Headers',
};

/** Up to this share, costs are equal. */
export const EQUAL = `${given(PRACTICAL_EQUALITY * 100)}%`;

/** Transports within a sentence. */
export const namesOf = (transports: readonly TestedTransport[]): string => list(transports.map(inProse));

/** One reason why a transport is not good enough. */
function shortfallInWords(shortfall: Shortfall, one: TransportPlan): string {
  switch (shortfall) {
    case 'latency':
      return `p99 ${figure(one.latency?.p99Ms)} ms`;
    case 'cores':
      return `needs ${counted(one.cores ?? 0, 'core')}`;
    case 'unknown':
      return one.below?.measured === null
        ? `CPU ${connectionLabel(one.below.connection)} not measured`
        : 'cost not known';
    case 'unmeasured':
      return unmeasuredInWords(one);
  }
}

/** Why a transport is not good enough, in a few words; empty if it is good enough. */
export function shortfallsInWords(one: TransportPlan): string {
  return one.shortfalls.map(shortfall => shortfallInWords(shortfall, one)).join(', ');
}

/** `77.1 (51.4–77.9)`: the monthly cost, with its range if that is known. */
export function costInWords({ costPerMonth, costPerMonthRange: band }: TransportPlan): string {
  return `${figure(costPerMonth)}${band ? ` (${range(band.least, band.most)})` : ''}`;
}

/** Whether a transport might be good enough, but the run has no value that says so. */
export const isOpen = ({ shortfalls }: TransportPlan): boolean =>
  shortfalls.length > 0 && shortfalls.every(why => why === 'unknown' || why === 'unmeasured');

/** Whether it is open because the run did not measure what its cost follows from. */
export const isUnknown = (one: TransportPlan): boolean => isOpen(one) && one.shortfalls.includes('unknown');

function costVerdict(plan: Plan, one: TransportPlan): string {
  if (one.costPerMonth === 0) return 'good enough';
  if (plan.contenders.includes(one.transport)) return 'good enough, dearer by less than the model’s error';
  if (!plan.cheapest.includes(one.transport)) return 'good enough';
  return plan.cheapest.length === 1 ? 'cheapest' : `cheapest, equal within ${EQUAL}`;
}

/** The verdict on a transport, in a cell of the table. */
export function verdictInWords(plan: Plan, one: TransportPlan): string {
  if (isUnknown(one)) return 'not decided';
  if (isOpen(one)) return 'no value';
  const open = [
    ...(plan.openP99.includes(one.transport) ? ['p99'] : []),
    ...(plan.nearCores.includes(one.transport) ? ['cores'] : []),
  ];
  const undecided = open.length === 0 ? '' : `${list(open)} not decided`;
  if (one.shortfalls.length === 0) return [costVerdict(plan, one), undecided].filter(Boolean).join(', ');
  // What fails for another reason fails, however its p99 is.
  const isOnlyOpen = one.shortfalls.every(why =>
    why === 'cores' ? open.includes('cores') : why === 'latency' && open.includes('p99'),
  );
  return isOnlyOpen ? undecided : 'not good enough';
}
