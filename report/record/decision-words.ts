import { inProse, nameOf, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import { costDifference } from '../planner/cost-difference.ts';
import type { Plan } from '../planner/plan.ts';
import { precautionInWords } from '../planner/precaution.ts';
import type { TransportPlan } from '../planner/transport-plan.ts';
import { farBeyondInWords, costInWords as pricedInWords, shortfallsInWords } from '../planner/words.ts';
import { capital, counted, figure, list, range } from '../text/format.ts';
import { type Decision, isByCostAlone, leadsOf } from './decision.ts';
import { openInWords } from './evidence.ts';
import type { NeedFacts } from './facts.ts';

/** The transports of a decision as a choice: `SSE or WebSocket`. */
const either = (transports: readonly Transport[], nameIt: (one: Transport) => string): string => {
  const names = transports.map(nameIt);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
};

/** The title of a record. `byCostAlone`: no need decided it. */
export function titleOf(decision: Decision, byCostAlone = false): string {
  switch (decision.kind) {
    case 'one':
      return `${either(decision.transports, nameOf)} for notifications${byCostAlone ? ', by cost alone' : ''}`;
    case 'several':
      return `${either(decision.transports, nameOf)} for notifications: not decided between them`;
    case 'conflict':
      return 'Transport for notifications: cost and needs disagree';
    case 'none-fits':
      return 'Transport for notifications: none fits these numbers';
    case 'open':
      return 'Transport for notifications: not decided';
  }
}

const costOf = (plan: Plan | null, transport: Transport): string =>
  figure(plan?.transports.find(one => one.transport === transport)?.costPerMonth);

/** For how many needs each of the other transports leads: `WebSocket 5, short polling 2`. */
const othersInWords = (needs: readonly NeedFacts[], chosen: readonly Transport[]): string =>
  TRANSPORTS.filter(one => !chosen.includes(one) && leadsOf(needs, one) > 0)
    .map(one => `${inProse(one)} ${leadsOf(needs, one)}`)
    .join(', ');

/**
 * `It is best, or not distinguishable from the best, for 5 of 6 decided needs (WebSocket 4).`;
 * empty where none is decided.
 */
function leadInWords(needs: readonly NeedFacts[], transports: readonly Transport[]): string {
  const decided = needs.filter(({ best }) => best.length > 0);
  const [first] = transports;
  const leads = first === undefined ? 0 : leadsOf(decided, first);
  if (leads === 0) return '';
  const who = transports.length > 1 ? 'Each is' : 'It is';
  const where =
    decided.length === 1
      ? 'the only decided need'
      : `${leads === decided.length ? 'all' : `${leads} of`} ${counted(decided.length, 'decided need')}`;
  const others = othersInWords(decided, transports);
  return `${who} best, or not distinguishable from the best, for ${where}${others && ` (${others})`}.`;
}

/** The next in cost of those that fit. */
const nextOf = ({ transports }: Plan, cheapest: Transport): TransportPlan | undefined =>
  transports
    .filter(({ transport, shortfalls }) => transport !== cheapest && shortfalls.length === 0)
    .toSorted((a, b) => (a.costPerMonth ?? 0) - (b.costPerMonth ?? 0))[0];

/** `WebSocket costs 19.2 (17.0–21.5) more.` */
function differenceInWords(own: TransportPlan, next: TransportPlan): string {
  const difference = costDifference(own, next);
  if (difference === null) return '';
  const { value, range: band } = difference;
  return ` ${capital(inProse(next.transport))} costs ${figure(value)}${band ? ` (${range(band.least, band.most)})` : ''} more.`;
}

/** How the cost of chosen transports compares with that of the others; empty without a plan. */
function costInWords(plan: Plan | null, transports: readonly Transport[]): string {
  const [first] = transports;
  if (plan === null || first === undefined) return '';
  const others = plan.cheapest.filter(one => !transports.includes(one));
  const fitting = plan.transports.filter(({ shortfalls }) => shortfalls.length === 0).length;
  const close = [...plan.cheapest, ...plan.contenders].filter(one => !transports.includes(one));
  if (transports.length > 1) return 'Their costs are not distinguishable.';
  const ours = plan.transports.find(({ transport }) => transport === first);
  if (!ours) return '';
  const own = `It costs ${pricedInWords(ours)} per month`;
  if (fitting === 1) return `${own}, and is the only one that fits these numbers.`;
  const next = nextOf(plan, first);
  if (close.length === 0 && next)
    return `${own}, the least of the ${fitting} that fit; next is ${inProse(next.transport)} with ${pricedInWords(next)}.${differenceInWords(ours, next)}`;
  return others.length === 0
    ? `${own}, the least; ${list(close.map(inProse))} may cost no more within the error of the model.`
    : `${own}, not distinguishable from ${list(close.map(inProse))}.`;
}

/** Why nothing is decided: of two or more, of none. */
const NOT_EQUAL = 'That is no proof that they are equal. More blocks, or sessions joined, may decide it.';

/** Why each transport is not good enough, or has no cost. */
const whyNot = ({ transports }: Plan): string =>
  [...Map.groupBy(transports, shortfallsInWords)]
    .map(([why, own]) => `${capital(list(own.map(({ transport }) => inProse(transport))))}: ${why}.`)
    .join(' ');

/** What the needs say where cost decides alone. */
const needsInWords = (needs: readonly NeedFacts[]): string =>
  needs.length === 0
    ? 'No need that this run compares was chosen.'
    : `No chosen need decides between those that fit. ${openInWords(needs)}`.trim();

const plansOf = (plan: Plan | null, transports: readonly Transport[]): TransportPlan[] =>
  (plan?.transports ?? []).filter(({ transport }) => transports.includes(transport));

/** The cores of the chosen transports that are a precaution; empty if there are none. */
function precautionOf(plan: Plan | null, transports: readonly Transport[]): string {
  const [first] = plansOf(plan, transports).flatMap(({ precaution }) => precaution ?? []);
  return first ? precautionInWords(first) : '';
}

/**
 * What weighs most against a decision: how far it was extrapolated, and how few blocks it has. The
 * planner's first warning where it was not; empty if there is none.
 */
export function weightiestWarning(
  plan: Plan | null,
  transports: readonly Transport[],
  fewBlocks: string | null,
  [warning = '']: readonly string[],
): string {
  if (transports.length === 0) return '';
  const [far = ''] = plansOf(plan, transports).map(farBeyondInWords).filter(Boolean);
  const texts = [far && `${capital(far)}.`, fewBlocks ?? ''].filter(Boolean);
  return texts.length === 0 ? warning : texts.join(' ');
}

/** The decision in one strong sentence, and its reasons in one or two more. */
export function decisionInWords(
  decision: Decision,
  needs: readonly NeedFacts[],
  plan: Plan | null,
): { strong: string; because: string } {
  const byCostAlone = isByCostAlone(needs, plan);
  switch (decision.kind) {
    case 'one':
      return {
        strong: byCostAlone
          ? `${either(decision.transports, nameOf)}, by cost alone.`
          : `We use ${either(decision.transports, inProse)}.`,
        because: [
          costInWords(plan, decision.transports),
          precautionOf(plan, decision.transports),
          byCostAlone ? needsInWords(needs) : leadInWords(needs, decision.transports),
        ]
          .filter(Boolean)
          .join(' '),
      };
    case 'several':
      return {
        strong: `${byCostAlone ? `${either(decision.transports, nameOf)}, by cost alone.` : `We use ${either(decision.transports, inProse)}.`} This run does not decide between them.`,
        because: [
          costInWords(plan, decision.transports),
          precautionOf(plan, decision.transports),
          byCostAlone ? needsInWords(needs) : leadInWords(needs, decision.transports),
          'What was not measured may decide: see below.',
        ]
          .filter(Boolean)
          .join(' '),
      };
    case 'conflict': {
      const { cheapest, leading } = decision;
      const [first] = leading;
      const leads = first === undefined ? 0 : leadsOf(needs, first);
      const decided = needs.filter(({ best }) => best.length > 0).length;
      const costs = (transports: readonly Transport[]) =>
        list(transports.map(one => `${inProse(one)} ${costOf(plan, one)}`));
      return {
        strong: 'Not decided: cost and needs point to different transports.',
        because: `Least cost per month: ${costs(cheapest)}. Best for ${leads} of ${counted(decided, 'decided need')}: ${costs(leading)}. We must weigh the one against the other.`,
      };
    }
    case 'none-fits':
      return {
        strong: 'No transport fits these numbers on this server.',
        because: plan ? whyNot(plan) : '',
      };
    case 'open':
      return {
        strong: 'This run does not decide it.',
        because:
          plan !== null && plan.cheapest.length === 0
            ? `It gives no cost for these numbers. ${whyNot(plan)}`
            : needs.length === 0
              ? 'No need is chosen that it compares.'
              : `For none of these needs is one transport known to be better than another. ${NOT_EQUAL}`,
      };
  }
}
