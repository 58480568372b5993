import { inProse, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import type { Plan } from '../planner/plan.ts';
import { capital, counted, everyOf, list } from '../text/format.ts';
import { leadsOf } from './decision.ts';
import { excludedBy } from './excluded.ts';
import type { NeedFacts } from './facts.ts';

/**
 * For how many needs each of the other transports leads: `WebSocket 5, short polling 2`, or
 * `WebSocket 5; excluded: short polling 2`.
 */
function othersInWords(
  needs: readonly NeedFacts[],
  chosen: readonly Transport[],
  excluded: readonly Transport[],
): string {
  const others = TRANSPORTS.filter(one => !chosen.includes(one) && leadsOf(needs, one) > 0);
  const countsOf = (own: readonly Transport[]) =>
    own.map(one => `${inProse(one)} ${leadsOf(needs, one)}`).join(', ');
  const out = others.filter(one => excluded.includes(one));
  const within = countsOf(others.filter(one => !out.includes(one)));
  return [within, out.length === 0 ? '' : `excluded: ${countsOf(out)}`].filter(Boolean).join('; ');
}

/**
 * `SSE is best or tied for 5 of 6 decided needs (WebSocket 4).`;
 * empty where none is decided.
 */
export function leadInWords(
  needs: readonly NeedFacts[],
  transports: readonly Transport[],
  plan: Plan | null,
): string {
  const decided = needs.filter(({ best }) => best.length > 0);
  const [first] = transports;
  const leads = first === undefined ? 0 : leadsOf(decided, first);
  if (leads === 0) return '';
  const who = capital(`${list(transports.map(inProse))} ${transports.length > 1 ? 'are each' : 'is'}`);
  const where =
    decided.length === 1
      ? 'the only decided need'
      : leads === decided.length
        ? everyOf(leads, 'decided need')
        : `${leads} of ${counted(decided.length, 'decided need')}`;
  const others = othersInWords(decided, transports, excludedBy(plan));
  return `${who} best or tied for ${where}${others && ` (${others})`}.`;
}
