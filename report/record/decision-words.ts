import { inProse, nameOf, type Transport } from '../../scenarios/load/transport.ts';
import type { Plan } from '../planner/plan.ts';
import { shortfallsInWords } from '../planner/words.ts';
import { capital, counted, figure, list } from '../text/format.ts';
import { costSentences } from './cost-words.ts';
import { type Decision, isByCostAlone, leadsOf } from './decision.ts';
import { openInWords } from './evidence.ts';
import { excludedBy } from './excluded.ts';
import type { NeedFacts } from './facts.ts';
import { leadInWords } from './lead-words.ts';
import { p99InWords } from './p99-words.ts';

/** The transports of a decision as a choice: `SSE or WebSocket`. */
const either = (transports: readonly Transport[], nameIt: (one: Transport) => string): string => {
  const names = transports.map(nameIt);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
};

/**
 * The title of a record. `byCostAlone`: no need decided it. `system`: what it is for; without it,
 * for notifications.
 */
export function titleOf(decision: Decision, byCostAlone = false, system = ''): string {
  const purpose = system || 'notifications';
  switch (decision.kind) {
    case 'one':
      return `${either(decision.transports, nameOf)} for ${purpose}${byCostAlone ? ', by cost alone' : ''}`;
    case 'several':
      return `${either(decision.transports, nameOf)} for ${purpose}: not decided between them`;
    case 'conflict':
      return `Transport for ${purpose}: cost and needs disagree`;
    case 'none-fits':
      return `Transport for ${purpose}: none fits these numbers`;
    case 'open':
      return `Transport for ${purpose}: not decided`;
  }
}

const costOf = (plan: Plan | null, transport: Transport): string =>
  figure(plan?.transports.find(one => one.transport === transport)?.costPerMonth);

/** Why nothing is decided: of two or more, of none. */
const NOT_EQUAL = 'That is no proof that they are equal. More blocks, or sessions joined, may decide it.';

/** Why each transport is not good enough, or has no cost. */
const whyNot = ({ transports }: Plan): string =>
  [...Map.groupBy(transports, shortfallsInWords)]
    .map(([why, own]) => `${capital(list(own.map(({ transport }) => inProse(transport))))}: ${why}.`)
    .join(' ');

/** What the needs say where cost decides alone. */
const needsInWords = (needs: readonly NeedFacts[], plan: Plan | null): string =>
  needs.length === 0
    ? 'No need that this run compares was chosen.'
    : `No chosen need decides between those that fit. ${openInWords(needs, excludedBy(plan))}`.trim();

/** `, p99 not decided` where the limit is within the range of a chosen transport; else empty. */
function openP99InWords(plan: Plan | null, transports: readonly Transport[]): string {
  const open = transports.filter(one => plan?.openP99.some(own => own === one));
  if (open.length === 0) return '';
  return `, p99${open.length === transports.length ? '' : ` of ${list(open.map(inProse))}`} not decided`;
}

/** `We use SSE.`, or `SSE, by cost alone.` */
function choiceInWords(transports: readonly Transport[], byCostAlone: boolean, plan: Plan | null): string {
  const open = openP99InWords(plan, transports);
  return byCostAlone
    ? `${either(transports, nameOf)}, by cost alone${open}.`
    : `We use ${either(transports, inProse)}${open}.`;
}

/** What speaks for the chosen transports: their cost, the needs, and whether p99 decides. */
function reasonsInWords(
  transports: readonly Transport[],
  needs: readonly NeedFacts[],
  plan: Plan | null,
  byCostAlone: boolean,
): string {
  return [
    ...costSentences(plan, transports),
    byCostAlone ? needsInWords(needs, plan) : leadInWords(needs, transports, plan),
    p99InWords(plan, transports, byCostAlone),
  ]
    .filter(Boolean)
    .join(' ');
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
        strong: choiceInWords(decision.transports, byCostAlone, plan),
        because: reasonsInWords(decision.transports, needs, plan, byCostAlone),
      };
    case 'several':
      return {
        strong: `${choiceInWords(decision.transports, byCostAlone, plan)} This run does not decide between them.`,
        because: `${reasonsInWords(decision.transports, needs, plan, byCostAlone)} What was not measured may decide: see below.`,
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
