import { inProse, type Transport } from '../../scenarios/load/transport.ts';
import { nearEqualInWords } from '../planner/answer-words.ts';
import { farBeyondInWords } from '../planner/beyond-words.ts';
import { costDifference } from '../planner/cost-difference.ts';
import { nearLimitInWords } from '../planner/notes.ts';
import type { Plan } from '../planner/plan.ts';
import type { TransportPlan } from '../planner/transport-plan.ts';
import { whyCores } from '../planner/why-cores.ts';
import { costInWords } from '../planner/words.ts';
import { capital, figure, list, range } from '../text/format.ts';
import { cheapestOf } from './decision.ts';

const plansOf = ({ transports: all }: Plan, transports: readonly Transport[]): TransportPlan[] =>
  all.filter(({ transport }) => transports.includes(transport));

/** The next in cost of those that fit. */
const nextOf = ({ transports }: Plan, cheapest: TransportPlan): TransportPlan | undefined =>
  transports
    .filter(one => one !== cheapest && one.shortfalls.length === 0)
    .toSorted((a, b) => (a.costPerMonth ?? 0) - (b.costPerMonth ?? 0))[0];

/** `With the same precaution, WebSocket costs 19.0 (17.2–20.9) more.` */
function differenceInWords(own: TransportPlan, next: TransportPlan): string {
  const difference = costDifference(own, next);
  if (difference === null) return '';
  const { value, range: band } = difference;
  const more = `costs ${figure(value)}${band ? ` (${range(band.least, band.most)})` : ''} more`;
  const name = inProse(next.transport);
  // The ranges of their costs do not say that both have it.
  return own.precaution && own.precaution.cores === next.precaution?.cores
    ? `With the same precaution, ${name} ${more}.`
    : `${capital(name)} ${more}.`;
}

/** How the cost of one transport compares with that of the others, as sentences. */
function costOfOne(plan: Plan, own: TransportPlan): string[] {
  const isOther = (one: Transport) => one !== own.transport;
  const others = plan.cheapest.filter(isOther);
  const close = [...plan.cheapest, ...plan.contenders].filter(isOther);
  const fitting = plan.transports.filter(({ shortfalls }) => shortfalls.length === 0).length;
  const cost = `It costs ${costInWords(own)} per month`;
  const precaution = whyCores(own);
  if (fitting === 1) return [`${cost}, and is the only one that fits these numbers.`, precaution];
  const next = nextOf(plan, own);
  if (close.length === 0 && next)
    return [
      `${cost}, the least of the ${fitting} that fit; next is ${inProse(next.transport)} with ${costInWords(next)}.`,
      precaution,
      differenceInWords(own, next),
      nearEqualInWords(plan),
    ];
  const names = list(close.map(inProse));
  return [
    others.length === 0
      ? `${cost}, the least; ${names} may cost no more within the error of the model.`
      : `${cost}, not distinguishable from ${names}.`,
    precaution,
  ];
}

/**
 * What chosen transports cost, with the cores that are a precaution, and how that compares with the
 * others; none without a plan.
 */
export function costSentences(plan: Plan | null, transports: readonly Transport[]): string[] {
  const own = plan ? plansOf(plan, transports) : [];
  const [first] = own;
  if (plan === null || first === undefined) return [];
  if (own.length === 1) return costOfOne(plan, first);
  const costs = own.map(one => `${inProse(one.transport)} ${costInWords(one)}`);
  return [`Their costs per month are not distinguishable: ${list(costs)}.`, ...new Set(own.map(whyCores))];
}

/** Whether the whole range of a p99 is within the limit; that of short polling follows from it. */
const isWithin = ({ openP99 }: Plan, one: TransportPlan): boolean =>
  one.shortfalls.length === 0 &&
  !openP99.includes(one.transport) &&
  (one.pollIntervalMs !== null || one.p99RangeMs !== null);

/** Who is within the limit for certain at no higher cost, where that of a chosen one is open. */
function withinInWords(plan: Plan, chosen: readonly Transport[]): string {
  if (!plan.openP99.some(one => chosen.includes(one))) return '';
  const own = plansOf(plan, cheapestOf(plan)).filter(one => isWithin(plan, one));
  if (own.length === 0) return '';
  const names = capital(list(own.map(({ transport }) => inProse(transport))));
  return own.length === 1
    ? `${names} is within the limit over its whole range, for a cost within the model’s error.`
    : `${names} are within the limit over their whole ranges, for costs within the model’s error.`;
}

/**
 * What weighs most against a decision: how far it was extrapolated, whose p99 may be on the other
 * side of the limit, and how few blocks it has. The planner's first warning where there is none of
 * them; empty without any.
 */
export function weightiestWarning(
  plan: Plan | null,
  transports: readonly Transport[],
  fewBlocks: string | null,
  [warning = '']: readonly string[],
): string {
  if (transports.length === 0) return '';
  const [far = ''] = plan ? plansOf(plan, transports).map(farBeyondInWords).filter(Boolean) : [];
  const near = plan ? nearLimitInWords(plan) : '';
  const within = plan ? withinInWords(plan, transports) : '';
  const texts = [far && `${capital(far)}.`, near, within, fewBlocks ?? ''].filter(Boolean);
  return texts.length === 0 ? warning : texts.join(' ');
}
