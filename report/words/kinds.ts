import { isPush } from '../../scenarios/load/transport.ts';
import type { Answer } from '../model/needs.ts';
import { capital, counted, everyOf } from '../text/format.ts';

/** Of fewer needs the verdict says as much. */
const FEWEST_NEEDS = 3;

const KINDS = ['push', 'polling', 'either'] as const;

/** Which kind of transports is best for a need. */
function kindOf({ best }: Answer): (typeof KINDS)[number] {
  const [some, all] = [best.some(isPush), best.every(isPush)];
  return all ? 'push' : some ? 'either' : 'polling';
}

/**
 * The answer to the question of the report in one clause: `Push for 5 of 8 decided needs, polling
 * for 2, either for 1.` What is best for most stands first. Empty where few needs are decided.
 */
export function kindsInWords(answers: readonly Answer[]): string {
  const decided = answers.filter(({ best }) => best.length > 0);
  if (decided.length < FEWEST_NEEDS) return '';
  const counts = KINDS.map(kind => ({ kind, at: decided.filter(one => kindOf(one) === kind).length }))
    .filter(({ at }) => at > 0)
    .toSorted((a, b) => b.at - a.at);
  const [first, ...others] = counts;
  if (!first) return '';
  const all = everyOf(decided.length, 'decided need');
  const where = others.length === 0 ? all : `${first.at} of ${counted(decided.length, 'decided need')}`;
  const rest = others.map(({ kind, at }) => `, ${kind} for ${at}`).join('');
  return `${capital(first.kind)} for ${where}${rest}.`;
}
