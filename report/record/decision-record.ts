import type { Transport } from '../../scenarios/load/transport.ts';
import { planOf } from '../planner/plan.ts';
import { midSentence } from '../text/format.ts';
import type { Choice, PlannerPart } from './choice.ts';
import { weightiestWarning } from './cost-words.ts';
import { type Decision, decide, isByCostAlone } from './decision.ts';
import { decisionInWords, titleOf } from './decision-words.ts';
import type { RecordBlock, RecordDocument } from './document.ts';
import { evidenceTable, lossInWords, undecidedInWords } from './evidence.ts';
import { excludedBy, exclusionsBy } from './excluded.ts';
import type { NeedFacts, RecordFacts } from './facts.ts';
import {
  costTable,
  differenceInWords,
  isExample,
  numbersInWords,
  reachInWords,
  warningsOf,
} from './plan-words.ts';
import { fewBlocksInWords } from './sureness.ts';
import { overLimitInWords, withinLimit } from './within-limit.ts';

/** Where and when a record is written; null where this is not known, as without a script. */
export interface Origin {
  /** File name or address of the report, with the choice as its fragment. */
  link: string | null;
  /** `2026-11-28` */
  day: string | null;
}

const chosenBy = (decision: Decision): Transport[] =>
  decision.kind === 'one' || decision.kind === 'several' ? decision.transports : [];

/** The chosen transports, or those between which the reader must weigh. */
const weighedBy = (decision: Decision): Transport[] =>
  decision.kind === 'conflict' ? [...decision.cheapest, ...decision.leading] : chosenBy(decision);

/** The chosen needs, of those that the run compares. */
function needsInWords(needs: readonly NeedFacts[], all: readonly NeedFacts[]): string {
  if (needs.length === 0) return 'Needs that count: none was chosen.';
  if (needs.length > 1 && needs.length === all.length)
    return `Needs that count: all ${needs.length} that this run compares.`;
  return `Needs that count: ${needs.map(({ title }) => midSentence(title)).join('; ')}.`;
}

const withText = (texts: readonly string[]): string[] => texts.filter(Boolean);
const listed = (texts: readonly string[]): RecordBlock[] =>
  texts.length === 0 ? [] : [{ list: [...texts] }];

/**
 * The decision record of a run for a choice: context, decision, consequences, evidence, and what
 * was not measured. `planner` is null where the report has no planner. Needs that the run does not
 * know are ignored.
 */
export function decisionRecord(
  facts: RecordFacts,
  planner: PlannerPart | null,
  choice: Choice,
  origin: Origin,
): RecordDocument {
  const { input } = choice;
  const asked = facts.needs.filter(({ id }) => choice.needs.includes(id));
  const isLimited = planner !== null && input !== null;
  const needs = isLimited ? asked.map(need => withinLimit(need, input.acceptableMs)) : asked;
  const plan = planner && input ? planOf(input, planner.model, planner.transitMs) : null;
  const decision = decide(needs, plan);
  const chosen = chosenBy(decision);
  const byCostAlone = isByCostAlone(needs, plan);
  const { strong, because } = decisionInWords(decision, needs, plan);
  const example = input && plan && isExample(input) ? 'Example: ' : '';
  const warnings = plan ? warningsOf(plan) : [];
  const warning = weightiestWarning(plan, weighedBy(decision), fewBlocksInWords(needs), warnings);
  const losses = chosen.length === 0 ? [] : needs.map(need => lossInWords(need, chosen, excludedBy(plan)));
  const costLeast = decision.kind === 'conflict' ? decision.cheapest : chosen;
  const reach = planner && input && costLeast.length > 0 ? reachInWords(input, planner, costLeast) : '';
  const consequences: RecordBlock[] = [
    ...(plan?.transports.some(({ costPerMonth }) => costPerMonth !== null)
      ? [{ table: costTable(plan) }, { costs: plan }]
      : []),
    ...listed(withText([plan && input ? differenceInWords(plan, chosen, input) : '', ...losses, reach])),
  ];
  const table = evidenceTable(needs, exclusionsBy(plan, isLimited ? input.acceptableMs : null));
  const evidence: RecordBlock[] = [
    ...(table ? [{ table }] : []),
    ...listed(
      withText([
        // The decision names them.
        byCostAlone ? '' : undecidedInWords(needs),
        ...facts.sureness,
        ...warnings.filter(text => !warning.includes(text)),
      ]),
    ),
  ];
  return {
    title: `${example}${titleOf(decision, byCostAlone, choice.system)}`,
    status: `Decision record, proposed${origin.day === null ? '' : ` on ${origin.day}`}`,
    parts: [
      {
        title: 'Context',
        blocks: listed(
          withText([
            input && plan
              ? `${example ? 'Example numbers of the lab' : 'Numbers'}: ${numbersInWords(input)}.`
              : '',
            needsInWords(needs, facts.needs),
            isLimited ? overLimitInWords(asked, input.acceptableMs) : '',
          ]),
        ),
      },
      {
        title: 'Decision',
        blocks: [
          { strong: `${example}${strong}` },
          ...withText([because]),
          ...(warning ? [{ warning }] : []),
        ],
      },
      ...(consequences.length === 0 ? [] : [{ title: 'Consequences', blocks: consequences }]),
      { title: 'Evidence', blocks: evidence },
      { title: 'Not measured', blocks: [{ list: facts.notMeasured }] },
    ],
    source: [
      { name: 'Run', text: facts.run },
      { name: 'Measured', text: facts.measuredAt },
      { name: 'Machine', text: facts.machine },
      { name: 'Lab', text: `Pushlab, ${facts.lab}` },
      ...(origin.link === null ? [] : [{ name: 'Link', text: origin.link, isLink: true }]),
    ],
  };
}
